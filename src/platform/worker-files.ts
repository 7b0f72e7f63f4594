/** The built files of a Worker, from its assets binding. */
import { manifestSchema, type BuiltPages, type Manifest } from '../http/built-pages.ts';

/** The part of the binding that is used. */
export type Assets = { readonly fetch: (address: string) => Promise<Response> };
/** Plain data, which requests share: the files of a deployment never change. */
export type WorkerFilesMemory = { manifest?: Manifest };

export type WorkerFiles = { readonly pages: BuiltPages; readonly read: (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined> };

export function createWorkerFiles(assets: Assets, memory: WorkerFilesMemory): WorkerFiles {
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    // The binding looks at the path only.
    const response = await assets.fetch(`https://assets.invalid/${path}`);
    if (response.status !== 200) {
      await response.body?.cancel();
      return undefined;
    }
    return new Uint8Array(await response.arrayBuffer());
  };
  return {
    read,
    pages: {
      manifest: async () => {
        memory.manifest ??= manifestSchema.parse(JSON.parse(new TextDecoder().decode(await read('manifest.json'))));
        return memory.manifest;
      },
      // Packed for the browser by whoever carries it from here.
      file: async (path) => {
        const body = await read(path);
        return body && { body };
      },
    },
  };
}
