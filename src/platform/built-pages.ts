/** The built front ends from the disk; each file is read once. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestSchema, type BuiltFile, type BuiltPages } from '../http/built-pages.ts';
import { StartError } from './data-folder.ts';

const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** @throws StartError when there is nothing built. */
export async function openBuiltPages(folder: string): Promise<BuiltPages> {
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8').then(
    (text) => manifestSchema.parse(JSON.parse(text)),
    () => {
      throw new StartError(`There are no built pages in ${folder}. Run "npm run build" first ("npm start" does it).`);
    },
  );
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  const read = (path: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const known = kept.get(path);
    if (known) return known;
    const reading = readFile(join(folder, path)).then(
      (file) => new Uint8Array(file),
      () => undefined,
    );
    // Only what is there is remembered: made-up names cost no memory.
    void reading.then((file) => file && kept.set(path, reading));
    return reading;
  };
  return {
    manifest: async () => manifest,
    file: async (path, accepts): Promise<BuiltFile | undefined> => {
      for (const { name, ending } of encodings) {
        const packed = accepts.includes(name) ? await read(`${path}${ending}`) : undefined;
        if (packed) return { body: packed, encoding: name };
      }
      const body = await read(path);
      return body && { body };
    },
  };
}
