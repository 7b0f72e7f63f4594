import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseUrl } from '../support/postgres-server.ts';
import { dataFolder, freePort, run, startService, type Running } from '../support/child.ts';
import { missing, postgresServer, redisProgram, redisUrl } from '../support/servers.ts';
import { answer, openPatient } from './patient.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

async function folder(): Promise<string> {
  const made = await dataFolder();
  clean.push(made.remove);
  return made.path;
}

async function started(environment: Readonly<Record<string, string>>): Promise<Running> {
  const service = await startService(environment);
  clean.push(async () => {
    service.process.kill('SIGINT');
    await service.ended;
  });
  return service;
}

describe('a Redis that is away', () => {
  it('at the start keeps nobody from the service, which says so', async () => {
    const service = await started({ DATA_DIR: await folder(), REDIS_URL: 'redis://127.0.0.1:1' });
    expect(service.out()).toContain('it does not answer');
    const patient = await openPatient(service.url);
    await answer(service.url, patient, { accept: true });
    expect(patient.card.kind).toBe('who');
  });

  it('later keeps nobody from the service either', async ({ skip }) => {
    if (missing.redisProgram !== undefined) skip(missing.redisProgram);
    const port = await freePort();
    const redis = spawn(redisProgram ?? '', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const chunk of redis.stdout) if (String(chunk).includes('Ready to accept')) break;
    redis.stdout.resume();
    const service = await started({ DATA_DIR: await folder(), REDIS_URL: `redis://127.0.0.1:${port}` });
    expect(service.out()).toContain('yours (REDIS_URL)\n');
    const patient = await openPatient(service.url);
    redis.kill('SIGKILL');
    await once(redis, 'exit');
    await answer(service.url, patient, { accept: true });
    expect([patient.card.kind, service.err()]).toEqual(['who', expect.stringContaining('"event":"redis-away"')]);
  });
});

describe('a PostgreSQL of one’s own', () => {
  const RELAIS_KEK = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
  const otherKey = Buffer.alloc(32, 8).toString('base64');

  async function emptyDatabase(): Promise<string> {
    const name = `relais_start_${randomUUID().slice(0, 8)}`;
    const admin = new pg.Client({ connectionString: postgresServer });
    await admin.connect();
    await admin.query(`create database ${name}`);
    clean.push(async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    });
    return databaseUrl(postgresServer ?? '', name);
  }

  it('keeps a conversation over a restart, and puts nothing into the data folder', async ({ skip }) => {
    if (missing.postgres !== undefined) skip(missing.postgres);
    const DATA_DIR = await folder();
    const environment = { DATA_DIR, DATABASE_URL: await emptyDatabase(), RELAIS_KEK, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) };
    const first = await startService(environment);
    expect(first.out()).toContain('yours (DATABASE_URL)');
    const patient = await openPatient(first.url);
    await answer(first.url, patient, { accept: true });
    first.process.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = await started(environment);
    await answer(second.url, patient, { choice: 'me' });
    expect([patient.card.kind, await readdir(DATA_DIR)]).toEqual(['age', []]);
  });

  it('is not written to with a key that is not its own; a newer key beside it is fine', async ({ skip }) => {
    if (missing.postgres !== undefined) skip(missing.postgres);
    const environment = { DATABASE_URL: await emptyDatabase(), RELAIS_KEK };
    const first = await startService(environment);
    await openPatient(first.url);
    first.process.kill('SIGINT');
    await first.ended;
    for (const wrong of [`k1:${otherKey}`, `k2:${otherKey}`]) {
      const { code, err } = await run('src/platform/node.ts', { environment: { ...environment, PORT: '0', RELAIS_KEK: wrong } }).ended;
      expect([code, err]).toEqual([1, expect.stringMatching(/^The record was written with the key "k1", which is not the one given/)]);
      expect(err).not.toContain(otherKey);
    }
    await started({ ...environment, RELAIS_KEK: `${RELAIS_KEK},k2:${otherKey}` });
  });

  it('that is not there any more is said at the door, never as a fake ticket', async ({ skip }) => {
    if (missing.postgres !== undefined) skip(missing.postgres);
    const url = await emptyDatabase();
    const service = await started({ DATABASE_URL: url, RELAIS_KEK });
    const admin = new pg.Client({ connectionString: postgresServer });
    await admin.connect();
    const name = new URL(url).pathname.slice(1);
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    const whileAway = [(await fetch(`${service.url}/readyz`)).status, await openPatient(service.url).catch((error: Error) => error.message.slice(0, 12))];
    await admin.query(`alter database ${name} allow_connections true`);
    await admin.end();
    expect([whileAway, (await openPatient(service.url)).card.kind]).toEqual([[503, 'answered 503'], 'notice']);
  });
});
