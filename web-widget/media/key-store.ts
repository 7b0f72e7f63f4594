/**
 * Where a browser keeps the keys of a call: in its own database, on this device, readable by our own pages alone. The private half
 * stays a handle that no script can read out; on the disk it is protected as the rest of the browser's data is, and no better.
 */
import { keptForMs, type KeptKeys, type KeyStore } from './call-keys.ts';

const database = 'relais-call-keys';
const table = 'keys';

export function createKeyStore(): KeyStore {
  return {
    // The form is this file's own, held by the database's version.
    find: (name) => within('readonly', (keys) => answerOf(keys.get(name) as IDBRequest<KeptKeys | undefined>)),
    keep: (name, kept) => within('readwrite', async (keys) => void (await answerOf(keys.put(kept, name)))),
    forget: (name) => within('readwrite', (keys) => answerOf(keys.delete(name))),
    forgetBefore: (at) =>
      within('readwrite', async (keys) => {
        const [names, all] = await Promise.all([answerOf(keys.getAllKeys()), answerOf(keys.getAll() as IDBRequest<KeptKeys[]>)]);
        await Promise.all(names.filter((_, place) => (all[place]?.at ?? 0) < at).map((name) => answerOf(keys.delete(name))));
      }),
  };
}

/** What was left of a call that ended while its page was closed: looked for whenever a page opens that may have one. */
export async function forgetEnded(name?: string): Promise<void> {
  const store = createKeyStore();
  const forgetting = [store.forgetBefore(Date.now() - keptForMs), ...(name === undefined ? [] : [store.forget(name)])];
  // A browser that keeps nothing has nothing to forget.
  await Promise.allSettled(forgetting);
}

/** Opened for one piece of work: a tab in the background stands in nobody's way. */
async function within<T>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore(table));
  const opened = await answerOf(opening);
  try {
    return await work(opened.transaction(table, mode).objectStore(table));
  } finally {
    opened.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.addEventListener('success', () => done(request.result));
    request.addEventListener('error', () => failed(request.error ?? new Error('the browser keeps nothing')));
  });
}
