/** How `npm start` brings video to one machine. */
import { afterEach, describe, expect, it } from 'vitest';
import { dataFolder, freePort, startService, type Running } from '../support/child.ts';
import { livekitMissing, livekitsFor } from '../support/livekit-server.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

async function started(environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  const folder = await dataFolder();
  clean.push(folder.remove);
  const service = await startService({ DATA_DIR: folder.path, LOG_LEVEL: 'error', ...environment });
  clean.push(async () => {
    service.process.kill('SIGINT');
    await service.ended;
  });
  return service;
}

const livekitsOf = (url: string) => livekitsFor(`${url}/webhooks/livekit`);

describe('npm start with a livekit-server on the machine', () => {
  it('runs it, says so, and leaves none behind', async ({ skip }) => {
    if (livekitMissing !== undefined) skip(livekitMissing);
    const service = await started();
    expect(service.out()).toMatch(/Video {6}LiveKit of this machine \(.*livekit-server\)/);
    expect(await livekitsOf(service.url)).toHaveLength(1);
    service.process.kill('SIGINT');
    expect((await service.ended).code).toBe(0);
    await expect.poll(() => livekitsOf(service.url), { timeout: 8000 }).toEqual([]);
  });

  it('leaves none behind when it is itself killed without warning', async ({ skip }) => {
    if (livekitMissing !== undefined) skip(livekitMissing);
    const service = await started();
    expect(await livekitsOf(service.url)).toHaveLength(1);
    service.process.kill('SIGKILL');
    await service.ended;
    await expect.poll(() => livekitsOf(service.url), { timeout: 8000 }).toEqual([]);
  });

  it('runs it again when it ends by itself', async ({ skip }) => {
    if (livekitMissing !== undefined) skip(livekitMissing);
    const service = await started();
    const [first] = await livekitsOf(service.url);
    process.kill(first ?? 0, 'SIGKILL');
    await expect.poll(async () => (await livekitsOf(service.url)).filter((pid) => pid !== first), { timeout: 8000 }).toHaveLength(1);
  });
});

describe('npm start without LiveKit', () => {
  it('joins the two browsers directly and says how to bring it', async () => {
    const service = await started({ LIVEKIT_LOCAL: 'no' });
    expect(service.out()).toMatch(/Video {6}the two browsers are joined directly; npm run livekit:install brings LiveKit/);
  });

  it('says that the LiveKit servers of the operator do not answer, and starts', async () => {
    const service = await started({ LIVEKIT_URL: `ws://127.0.0.1:${await freePort()}`, LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 's' });
    expect(service.out()).toContain('not answering now: the two browsers are joined directly until one does');
  });
});
