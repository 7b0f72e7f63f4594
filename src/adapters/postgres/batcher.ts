/**
 * Work that arrives while earlier work is under way is done together. Alone, it goes at once; it never waits for company.
 */
export type BatcherParts<T, R> = {
  /** How many may go together. */
  readonly most: number;
  /** How many batches may be under way. */
  readonly atOnce: number;
  /** One result for each item, in the same order; a rejection of its own fails them all. */
  readonly run: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>;
};

type Waiting<T, R> = { readonly item: T; readonly done: (result: R) => void; readonly failed: (reason: unknown) => void };

export function createBatcher<T, R>({ most, atOnce, run }: BatcherParts<T, R>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;
  const send = async (): Promise<void> => {
    if (underWay >= atOnce || waiting.length === 0) return;
    const batch = waiting.splice(0, most);
    underWay += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [at, { done, failed }] of batch.entries()) {
        const result = results[at];
        if (result?.status === 'fulfilled') done(result.value);
        else failed(result?.reason ?? new Error('no result'));
      }
    } catch (error) {
      for (const { failed } of batch) failed(error);
    } finally {
      underWay -= 1;
      void send();
    }
  };
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      void send();
    });
}
