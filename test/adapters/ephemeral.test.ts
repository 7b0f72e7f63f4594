import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createLocalEphemeral } from '../../src/adapters/ephemeral/local-ephemeral.ts';
import { createLazyRedis } from '../../src/adapters/ephemeral/lazy-redis.ts';
import { createRedisEphemeral } from '../../src/adapters/ephemeral/redis-ephemeral.ts';
import { createRequestEphemeral } from '../../src/adapters/ephemeral/request-ephemeral.ts';
import type { Ephemeral } from '../../src/shared/ephemeral.ts';
import { freePort } from '../support/child.ts';
import { browserProgram, missing, postgresServer, redisProgram, redisUrl } from '../support/servers.ts';

const closing: Ephemeral[] = [];
const kept = (made: Ephemeral): Ephemeral => {
  closing.push(made);
  return made;
};
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

/** Two instances of a service: the twin has only one process, and so only one. */
const kinds: Readonly<Record<string, { readonly absent?: string | undefined; readonly make: () => Promise<readonly [Ephemeral, Ephemeral]> }>> = {
  'in this process': {
    make: async () => {
      const one = kept(createLocalEphemeral());
      return [one, one];
    },
  },
  'in Redis': {
    absent: missing.redis,
    make: async () => [kept(await createRedisEphemeral(redisUrl ?? '')), kept(await createRedisEphemeral(redisUrl ?? ''))],
  },
  'in Redis, over connections of one request': {
    absent: missing.redis,
    make: async () => {
      const ofARequest = (): Ephemeral => kept(createRequestEphemeral(createLazyRedis({ url: redisUrl ?? '', away: { since: undefined } }), createLocalEphemeral()));
      return [ofARequest(), ofARequest()];
    },
  },
};

describe.each(Object.entries(kinds))('counts and wake-ups %s', (_name, { absent, make }) => {
  it('count up for each key by itself, from every instance', async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    const [one, other] = await make();
    const [key, another] = [randomUUID(), randomUUID()];
    expect([await one.increment(key, 5000), await other.increment(key, 5000), await one.increment(another, 5000)]).toEqual([1, 2, 1]);
  });

  it('lose no count of many at once', async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    const [one, other] = await make();
    const key = randomUUID();
    const counts = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? one : other).increment(key, 5000)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('begin again once the window is over, which a later call does not lengthen', async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    const [one] = await make();
    const key = randomUUID();
    await one.increment(key, 300);
    await new Promise((done) => setTimeout(done, 180));
    await one.increment(key, 300);
    await new Promise((done) => setTimeout(done, 180));
    expect(await one.increment(key, 300)).toBe(1);
  });

  it('wake whoever listens, on that channel only, until they stop', async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    const [one, other] = await make();
    const channel = randomUUID();
    const heard: string[] = [];
    const stop = await other.subscribe(channel, (message) => heard.push(message));
    await one.publish(channel, 'a');
    await one.publish(randomUUID(), 'b');
    await expect.poll(() => heard).toEqual(['a']);
    await stop();
    await one.publish(channel, 'c');
    await new Promise((done) => setTimeout(done, 50));
    expect(heard).toEqual(['a']);
  });
});

describe('a Redis that goes away', () => {
  const servers: ChildProcess[] = [];
  afterAll(() => servers.forEach((server) => server.kill('SIGKILL')));
  async function redisOn(port: number): Promise<ChildProcess> {
    const server = spawn(redisProgram ?? '', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--daemonize', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
    servers.push(server);
    for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
    server.stdout.resume();
    return server;
  }

  it('is counted for in this process, at once, and used again when it is back', async ({ skip }) => {
    if (missing.redisProgram !== undefined) skip(missing.redisProgram);
    const port = await freePort();
    const server = await redisOn(port);
    const states: string[] = [];
    const ephemeral = kept(await createRedisEphemeral(`redis://127.0.0.1:${port}`, (state) => states.push(state)));
    expect(await ephemeral.increment('k', 60_000)).toBe(1);
    server.kill('SIGKILL');
    await once(server, 'exit');
    await expect.poll(() => states).toContain('away');
    expect(await ephemeral.increment('other', 60_000)).toBe(1);
    await redisOn(port);
    await expect.poll(() => states, { timeout: 10_000 }).toContain('back');
    expect(await ephemeral.increment('k', 60_000)).toBe(1);
  });

  it('hangs: nobody waits for it', async ({ skip }) => {
    if (missing.redisProgram !== undefined) skip(missing.redisProgram);
    const port = await freePort();
    const server = await redisOn(port);
    const ephemeral = kept(await createRedisEphemeral(`redis://127.0.0.1:${port}`));
    server.kill('SIGSTOP');
    const counts = await Promise.race([ephemeral.increment('k', 60_000), new Promise((done) => setTimeout(() => done('still waiting'), 5000))]);
    server.kill('SIGCONT');
    expect(counts).toBe(1);
  });
});

describe('in this process', () => {
  it('a flood of keys costs no more memory: the oldest count makes room', async () => {
    const counts = kept(createLocalEphemeral(Date.now, 3));
    for (const key of ['a', 'b', 'c', 'd']) await counts.increment(key, 60_000);
    expect([await counts.increment('d', 60_000), await counts.increment('a', 60_000)]).toEqual([2, 1]);
  });
});

describe('in continuous integration', () => {
  it('no real server may be missing', () => {
    const given = { postgres: postgresServer !== undefined, redis: redisUrl !== undefined, redisProgram: redisProgram !== undefined, browser: browserProgram !== undefined };
    const all = { postgres: true, redis: true, redisProgram: true, browser: true };
    expect(process.env['CI'] === 'true' ? given : all).toEqual(all);
  });
});

describe('a request whose Redis is away', () => {
  it('counts by itself, says so once, and the next requests do not wait for it again', async () => {
    const [away, said, local] = [{ since: undefined }, [] as string[], createLocalEphemeral()];
    const ofARequest = (): Ephemeral => kept(createRequestEphemeral(createLazyRedis({ url: 'redis://127.0.0.1:1', away, onState: (state) => said.push(state) }), local));
    const counts = [await ofARequest().increment('someone', 5000)];
    const start = performance.now();
    for (let request = 0; request < 20; request += 1) counts.push(await ofARequest().increment('someone', 5000));
    expect([counts.at(-1), said, performance.now() - start < 500]).toEqual([21, ['away'], true]);
    await expect(ofARequest().publish('channel', 'message')).resolves.toBeUndefined();
    await expect(ofARequest().subscribe('channel', () => {})).resolves.toBeInstanceOf(Function);
  });
});
