import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher.ts';

/** Runs that the test ends by hand. */
function heldRuns(): {
  readonly batches: (readonly string[])[];
  readonly run: (items: readonly string[]) => Promise<PromiseSettledResult<string>[]>;
  readonly end: (how?: (item: string) => PromiseSettledResult<string>) => Promise<void>;
} {
  const batches: (readonly string[])[] = [];
  const open: { readonly items: readonly string[]; readonly done: (results: PromiseSettledResult<string>[]) => void }[] = [];
  return {
    batches,
    run: (items) => {
      batches.push(items);
      return new Promise((done) => open.push({ items, done }));
    },
    end: async (how = (item) => ({ status: 'fulfilled', value: item.toUpperCase() })) => {
      const first = open.shift();
      first?.done(first.items.map(how));
      await new Promise((done) => setImmediate(done));
    },
  };
}

describe('work that arrives together', () => {
  it('goes at once when it is alone', async () => {
    const runs = heldRuns();
    const add = createBatcher({ most: 3, atOnce: 1, run: runs.run });
    const result = add('a');
    expect(runs.batches).toEqual([['a']]);
    await runs.end();
    await expect(result).resolves.toBe('A');
  });

  it('waits only while other work is under way, and then goes as one, up to the most', async () => {
    const runs = heldRuns();
    const add = createBatcher({ most: 3, atOnce: 1, run: runs.run });
    const results = ['a', 'b', 'c', 'd', 'e'].map(add);
    await runs.end();
    await runs.end();
    await runs.end();
    expect(runs.batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
    await expect(Promise.all(results)).resolves.toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('gives each its own result: one that fails takes no other along', async () => {
    const runs = heldRuns();
    const add = createBatcher({ most: 3, atOnce: 1, run: runs.run });
    const results = ['a', 'b', 'c'].map(add);
    const settled = Promise.allSettled(results);
    await runs.end();
    await runs.end((item) => (item === 'b' ? { status: 'rejected', reason: new Error('no') } : { status: 'fulfilled', value: item }));
    expect((await settled).map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('goes on after a run that failed as a whole', async () => {
    const add = createBatcher<string, string>({
      most: 3,
      atOnce: 1,
      run: async (items) => (items.includes('a') ? Promise.reject(new Error('lost')) : items.map((value) => ({ status: 'fulfilled', value }))),
    });
    await expect(add('a')).rejects.toThrow('lost');
    await expect(add('b')).resolves.toBe('b');
  });
});
