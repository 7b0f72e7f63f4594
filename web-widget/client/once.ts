/** What a person wants is done once: one turn id for every try, tried again where there was no answer. */
import { Unreachable } from './ask.ts';

export type Once = <T>(what: (turnId: string) => Promise<T>) => Promise<T>;

const waits = [400, 1_500, 4_000];

export function createOnce({
  newId = () => crypto.randomUUID(),
  pause = (ms) => new Promise((done) => setTimeout(done, ms)),
}: { readonly newId?: () => string; readonly pause?: (ms: number) => Promise<void> } = {}): Once {
  return async (what) => {
    const turnId = newId();
    for (let tries = 0; ; tries++) {
      try {
        return await what(turnId);
      } catch (error) {
        const wait = waits[tries];
        if (!(error instanceof Unreachable) || wait === undefined) throw error;
        await pause(wait);
      }
    }
  };
}
