/** The front ends made ready to be served: bundled, named by their content, packed. */
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type BuildOptions, type Metafile, type OutputFile } from 'esbuild';
import { entryFiles, type EntryName, type Manifest } from '../http/built-pages.ts';
import { hashOf } from '../http/page-security.ts';
import { regionNumbers } from './region-numbers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const builtFolder = join(root, 'dist');
/** A page that was loaded before an update still fetches the parts of its own build. */
const keepMs = 7 * 24 * 60 * 60 * 1000;

export class BrokenPagesError extends Error {}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: 'dist',
  logLevel: 'silent',
  legalComments: 'none',
  charset: 'utf8',
} as const satisfies BuildOptions;

export async function buildPages(folder: string = builtFolder): Promise<{ readonly files: number; readonly ms: number }> {
  const start = performance.now();
  const [apps, loader, worker, early] = await Promise.all([buildScripts(entryFiles), buildLoader(), buildWorker(), buildEarly()]).catch((error: unknown) => {
    throw new BrokenPagesError(`The pages cannot be built: ${error instanceof Error ? error.message : String(error)}`);
  });
  await mkdir(join(folder, 'assets'), { recursive: true });
  const files = [...apps.outputFiles, ...loader.outputFiles, ...worker.outputFiles];
  await Promise.all(files.map((file) => keep(folder, file)));
  // Last and at once: whoever reads the manifest finds every file that it names.
  await replace(join(folder, 'manifest.json'), Buffer.from(JSON.stringify(await manifestOf(apps, early), undefined, 2)));
  await clearOld(join(folder, 'assets'));
  return { files: files.length, ms: performance.now() - start };
}

/** Entry scripts, the parts that they share or load later, and the worker that encrypts calls. */
export async function buildScripts(entries: Readonly<Record<string, string>>): Promise<{ readonly outputFiles: OutputFile[]; readonly metafile: Metafile }> {
  const worker = await buildEncryptionWorker();
  const scripts = await build({
    ...common,
    entryPoints: { ...entries },
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: ['es2020', 'chrome87', 'firefox78', 'safari14.1'],
    define: { encryptionWorkerFile: JSON.stringify(basename(worker.path)) },
  });
  return { outputFiles: [worker, ...scripts.outputFiles], metafile: scripts.metafile };
}

/** A worker is a file of its own, which the script that starts it must know by name. */
async function buildEncryptionWorker(): Promise<OutputFile> {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['web-widget/media/livekit/encryption-worker.ts'],
    entryNames: 'assets/[name]-[hash]',
    format: 'iife',
    target: ['es2020', 'chrome87', 'firefox78', 'safari14.1'],
  });
  const [worker] = outputFiles;
  if (!worker) throw new BrokenPagesError('The pages cannot be built: nothing came of the encryption worker');
  return worker;
}

async function buildLoader(): Promise<{ readonly outputFiles: OutputFile[] }> {
  return build({
    ...common,
    entryPoints: { embed: 'web-widget/loader/embed.ts' },
    format: 'iife',
    target: ['es2018'],
    define: { regionNumbers: JSON.stringify(await regionNumbers(join(root, 'triage-rules'))) },
  });
}

/** The workers that keep the patient's page and ring the doctor, at the root of the site. */
function buildWorker(): Promise<{ readonly outputFiles: OutputFile[] }> {
  return build({ ...common, entryPoints: { sw: 'web-widget/offline/worker.ts', ring: 'web-widget/doctor/ring-worker.ts' }, format: 'iife', target: ['es2020'] });
}

/** What listens within the page before its application has come. */
async function buildEarly(): Promise<string> {
  const { outputFiles } = await build({ ...common, entryPoints: ['web-widget/early/early.ts'], format: 'iife', target: ['es2018'] });
  return (outputFiles[0]?.text ?? '').trim();
}

async function manifestOf({ metafile, outputFiles }: { readonly metafile: Metafile; readonly outputFiles: readonly OutputFile[] }, script: string): Promise<Manifest> {
  const manifest: Partial<Record<string, Manifest[EntryName]>> = {};
  for (const [name, file] of Object.entries(entryFiles)) {
    const [path, output] = Object.entries(metafile.outputs).find(([, item]) => item.entryPoint === file) ?? [];
    if (path === undefined || output === undefined) throw new BrokenPagesError(`The pages cannot be built: nothing came of ${file}`);
    manifest[name] = path.endsWith('.css')
      ? { imports: [], styles: [assetName(path)] }
      : { script: assetName(path), imports: importsOf(metafile, path).map(assetName), styles: output.cssBundle === undefined ? [] : [assetName(output.cssBundle)] };
  }
  const { patient } = manifest;
  const style = outputFiles.find((file) => basename(file.path) === patient?.styles[0])?.text.trim();
  if (!patient || style === undefined || script === '' || /<\/(?:style|script)/i.test(style + script))
    throw new BrokenPagesError('The pages cannot be built: the patient’s page has no style');
  patient.inline = { style, styleHash: await hashOf(style), script, scriptHash: await hashOf(script) };
  // Every entry was given one above.
  return manifest as Manifest;
}

/** What a script loads at once, and what that loads. */
function importsOf(metafile: Metafile, path: string, seen = new Set<string>()): string[] {
  for (const item of metafile.outputs[path]?.imports ?? []) {
    if (item.kind !== 'import-statement' || seen.has(item.path)) continue;
    seen.add(item.path);
    importsOf(metafile, item.path, seen);
  }
  return [...seen];
}

function assetName(path: string): string {
  return path.replace(/^dist\/assets\//, '');
}

async function keep(folder: string, file: OutputFile): Promise<void> {
  const target = join(folder, relative(join(root, 'dist'), file.path));
  const same = await stat(`${target}.br`).catch(() => undefined);
  if (same && target.includes('/assets/')) {
    // The name says the content: it only counts as new again.
    const now = new Date();
    await Promise.all(['', '.gz', '.br'].map((ending) => utimes(`${target}${ending}`, now, now)));
    return;
  }
  await Promise.all([replace(target, file.contents), replace(`${target}.gz`, gzipSync(file.contents, { level: 9 })), replace(`${target}.br`, brotliCompressSync(file.contents))]);
}

async function replace(path: string, content: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, content);
  await rename(beside, path);
}

async function clearOld(folder: string): Promise<void> {
  const oldest = Date.now() - keepMs;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const kept = await stat(path).catch(() => undefined);
    if (kept && kept.mtimeMs < oldest) await rm(path, { force: true });
  }
}
