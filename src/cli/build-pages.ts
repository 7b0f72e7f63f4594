/** `npm run build`: the front ends, from web-widget/ into dist/. */
import { BrokenPagesError, buildPages } from '../platform/build-pages.ts';

try {
  const { files, ms } = await buildPages();
  process.stdout.write(`Pages built: ${files} files in ${Math.round(ms)} ms\n`);
} catch (error) {
  if (!(error instanceof BrokenPagesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
