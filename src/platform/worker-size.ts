/** How large the Worker's bundle is, as wrangler would send it: asked of wrangler itself, which sends nothing. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** "3120 KiB, 640 KiB gzipped". */
export async function bundleSize(): Promise<string> {
  const { kib, gzipKib } = await measureBundle();
  return `${Math.round(kib)} KiB, ${Math.round(gzipKib)} KiB gzipped`;
}

/** @throws with wrangler's own words when it cannot be bundled. */
export async function measureBundle(): Promise<{ readonly kib: number; readonly gzipKib: number }> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin', 'wrangler.js');
  const folder = await mkdtemp(join(tmpdir(), 'relais-bundle-'));
  try {
    const said = await new Promise<string>((done, failed) => {
      execFile(
        process.execPath,
        [wrangler, 'deploy', '--dry-run', '--outdir', folder],
        { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', NO_COLOR: '1' } },
        (error, out, err) => (error ? failed(new Error(`the Worker cannot be bundled: ${err || out}`)) : done(out)),
      );
    });
    const [, kib, gzipKib] = /Total Upload: ([\d.]+) KiB \/ gzip: ([\d.]+) KiB/.exec(said) ?? [];
    if (kib === undefined || gzipKib === undefined) throw new Error(`wrangler did not say how large the bundle is: ${said}`);
    return { kib: Number(kib), gzipKib: Number(gzipKib) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
