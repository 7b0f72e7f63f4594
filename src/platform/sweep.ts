/** What falls due by the clock, looked at every second by each instance: there is no timer in memory that could be lost. */

const everyMs = 1000;

export type Sweep = { readonly stop: () => Promise<void> };

/** @param onError told the name of the error, once until it works again: the database may be away for a while. */
export function startSweep(sweep: () => Promise<void>, onError: (name: string) => void): Sweep {
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    try {
      await sweep();
      failing = false;
    } catch (error) {
      if (!failing) onError(error instanceof Error ? error.name : 'unknown');
      failing = true;
    }
  };
  const next = (): void => {
    timer = setTimeout(() => {
      running = once().finally(() => {
        if (!stopped) next();
      });
    }, everyMs);
    timer.unref();
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
