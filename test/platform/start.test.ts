import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataFolder, freePort, processesIn, run, runNpm, startService, untilReady, type Running } from '../support/child.ts';
import { answer, look, openPatient, soreThroatOnly, type Patient } from './patient.ts';

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
  clean.push(() => stopped(service));
  return service;
}

async function stopped(service: Running, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
  service.process.kill(signal);
  return (await service.ended).code;
}

async function answerSome(url: string, patient: Patient, most: number): Promise<void> {
  for (let n = 0; n < most && patient.card.kind !== 'outcome'; n += 1) await answer(url, patient, soreThroatOnly(patient.card));
}

describe('npm start on a new machine', () => {
  it('runs on Node 24 or later, as npm scripts bring it', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });

  it('says where to look, what is embedded and how to bring real parts', async () => {
    const service = await started({ DATA_DIR: await folder() });
    const said = service.out();
    for (const part of [`${service.url}/docs`, 'embedded PostgreSQL', 'DATABASE_URL', 'REDIS_URL', 'ANTHROPIC_API_KEY', 'no clinician has signed', 'Ctrl-C'])
      expect(said).toContain(part);
    expect(said.trim().split('\n').length).toBeLessThanOrEqual(16);
  });

  it('ends with Ctrl-C in the terminal, and leaves no process behind', async () => {
    const DATA_DIR = await folder();
    const PORT = String(await freePort());
    const service = await untilReady(runNpm(['start'], { DATA_DIR, PORT }), `http://127.0.0.1:${PORT}`);
    // The terminal sends it to everything that runs in its foreground.
    process.kill(-(service.process.pid ?? 0), 'SIGINT');
    const { code, out } = await service.ended;
    expect([code, out, await processesIn(DATA_DIR)]).toEqual([0, expect.stringContaining(`What was answered is kept in ${DATA_DIR}`), 0]);
  });

  it('ends with Ctrl-C while it is still starting, and starts as if nothing had been', async () => {
    const DATA_DIR = await folder();
    const first = run('src/platform/node.ts', { environment: { DATA_DIR, PORT: '0' } });
    await expect.poll(() => readFile(join(DATA_DIR, 'relais.pid'), 'utf8').catch(() => ''), { interval: 5, timeout: 10_000 }).not.toBe('');
    first.process.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    await expect.poll(() => processesIn(DATA_DIR)).toBe(0);
    expect(await stopped(await startService({ DATA_DIR }))).toBe(0);
  });

  it('lets a person finish a conversation over a restart and a kill -9', async () => {
    const DATA_DIR = await folder();
    const first = await startService({ DATA_DIR });
    const patient = await openPatient(first.url);
    await answerSome(first.url, patient, 4);
    expect(await stopped(first, 'SIGTERM')).toBe(0);
    expect(await processesIn(DATA_DIR)).toBe(0);

    const second = await startService({ DATA_DIR });
    expect((await look(second.url, patient)).id).toBe(patient.card.id);
    await answerSome(second.url, patient, 5);
    second.process.kill('SIGKILL');
    await second.ended;
    // Its database is still there, and is taken over.
    expect(await processesIn(DATA_DIR)).toBeGreaterThan(0);

    const third = await started({ DATA_DIR });
    await answerSome(third.url, patient, 40);
    expect([patient.card.kind, (await look(third.url, patient)).kind]).toEqual(['outcome', 'outcome']);
  });

  it('recovers when its database was killed with it', async () => {
    const DATA_DIR = await folder();
    const first = await startService({ DATA_DIR });
    const patient = await openPatient(first.url);
    const database = Number((await readFile(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    first.process.kill('SIGKILL');
    process.kill(database, 'SIGKILL');
    await first.ended;
    const second = await started({ DATA_DIR });
    expect((await look(second.url, patient)).id).toBe(patient.card.id);
  });

  it('ends with one clear line when its database ends by itself', async () => {
    const DATA_DIR = await folder();
    const service = await startService({ DATA_DIR });
    const database = Number((await readFile(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(database, 'SIGKILL');
    const { code, err } = await service.ended;
    expect([code, err]).toEqual([1, expect.stringContaining('The embedded database has ended by itself')]);
  });

  it('works in a folder that only its owner may enter, whoever runs the database', async () => {
    const home = await folder();
    await chmod(home, 0o700);
    const DATA_DIR = join(home, 'data');
    await mkdir(DATA_DIR, { mode: 0o700 });
    expect(await stopped(await startService({ DATA_DIR }))).toBe(0);
    const patient = await openPatient((await started({ DATA_DIR })).url);
    expect(patient.card.kind).toBe('notice');
  });
});
