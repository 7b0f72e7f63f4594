/** Screens on made-up data, bundled as the pages are and served with the pages' own security headers, for tests that look at each one. */
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pageHeaders } from '../../src/http/page-security.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Gallery = { readonly url: string; readonly close: () => Promise<void> };

/** @param entry path of the gallery's script from the root of the project */
export async function serveGallery(entry: string): Promise<Gallery> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { gallery: entry },
    bundle: true,
    write: false,
    outdir: 'gallery',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const fileEnding = (ending: string): string => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/gallery.js': ['text/javascript', fileEnding('.js')],
    '/gallery.css': ['text/css', fileEnding('.css')],
  };
  const page =
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Relais</title><link rel="stylesheet" href="/gallery.css"></head><body><main id="app"></main><script type="module" src="/gallery.js"></script></body></html>';
  const server: Server = createServer((request, response) => {
    const [type, body] = files[new URL(request.url ?? '/', 'http://localhost').pathname] ?? ['text/html; charset=utf-8', page];
    response.writeHead(200, { ...pageHeaders(), 'Content-Type': type }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
