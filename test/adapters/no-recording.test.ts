/** What was never recorded can never be shown to the wrong person. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Of LiveKit and of the browser: what takes a copy, and what grants it. */
const recording = /\bEgress|\broomRecord\b|\brecorder:\s*true|\bMediaRecorder\b|\broomAdmin:\s*true|\bhidden:\s*true|\bagent:\s*true/;

it('there is no code that records a call, and none that lets anyone do so', async () => {
  const files = (
    await Promise.all(
      ['src', 'web-widget'].map((folder) =>
        readdir(join(root, folder), { recursive: true }).then(
          (names) => names.map((name) => join(root, folder, name)),
          () => [],
        ),
      ),
    )
  )
    .flat()
    .filter((name) => /\.(?:ts|tsx)$/.test(name));
  expect(files.length).toBeGreaterThan(100);
  const found = await Promise.all(files.map(async (name) => (recording.test(await readFile(name, 'utf8')) ? name.slice(root.length) : undefined)));
  expect(found.filter(Boolean)).toEqual([]);
});
