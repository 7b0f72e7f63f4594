/** Calls as a page of ours makes them: again until there is an answer, at the other instance when one is away, with the same turn id. */
import { pause, type House } from './house.ts';

const patienceMs = 90_000;

export type Caller = { readonly headers: Readonly<Record<string, string>> };
export type Answer<T> = { readonly status: number; readonly body: T };

let nextInstance = 0;

/** Everyone calls from an address of their own, as a proxy of ours tells the service: limits count addresses. */
export function anAddress(): Readonly<Record<string, string>> {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
  return { 'X-Forwarded-For': `10.${a}.${b}.${c}` };
}

/** @throws when nothing answers for 90 s: then somebody would have been lost. */
export async function call<T>(
  house: Pick<House, 'urls'>,
  caller: Caller,
  { method = 'POST', path, body }: { readonly method?: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
): Promise<Answer<T>> {
  const until = Date.now() + patienceMs;
  let last = 'nothing yet';
  for (;;) {
    nextInstance += 1;
    const url = house.urls[nextInstance % house.urls.length] ?? '';
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...caller.headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (response.status < 500 && response.status !== 429) return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }; // the form is the contract's
      last = `${response.status} ${text.slice(0, 200)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > until) throw new Error(`${method} ${path.replaceAll(/[0-9a-f-]{36}/g, ':id')} was not answered: ${last}`);
    await pause(60);
  }
}
