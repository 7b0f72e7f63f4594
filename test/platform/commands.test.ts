import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { dataFolder, run, startService, type Ended } from '../support/child.ts';

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function triage(args: readonly string[], input: readonly unknown[]): Promise<Ended> {
  return run('src/cli/triage.ts', { args, input: input.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') }).ended;
}

const sprain = ['--json', '--lang', 'en', '--region', 'UK', '--who', 'me', '--age', '31y', '--sex', 'female', 'sprained my ankle, swollen but I can walk on it'];

describe('the conversation as JSON lines', () => {
  it('gives one card for each line, and loses nothing on a line that does not fit', async () => {
    const { out } = await triage(sprain, ['not json', { none: true, present: ['x'] }, { nonsense: 1 }, { none: true }, { confirm: true }]);
    const said = lines(out);
    expect(said.map((line) => line['kind'] ?? 'error')).toEqual(['gate', 'error', 'error', 'error', 'understood', 'checklist']);
    expect(said[1]).toMatchObject({ error: { code: 'invalid-input', reason: 'the line is not JSON' } });
  });

  it('plays many people in one process', async () => {
    const person = { who: 'me', age: { amount: 58, unit: 'y' }, sex: 'male', region: 'FR', text: "une gêne dans la poitrine qui serre depuis une heure, c'est sûrement rien" };
    const { out } = await triage(sprain, [{ none: true }, { new: person }, { none: true }, { happening: true }]);
    expect(lines(out).map((line) => line['kind'])).toEqual(['gate', 'understood', 'gate', 'emergency', 'emergency']);
  });

  it('ends with a code that is not zero when it was cut off before the outcome', async () => {
    expect((await triage(sprain, [{ none: true }])).code).toBe(1);
    const { code, out } = await triage(['--json', '--who', 'me', '--age', '58y', '--sex', 'male', '--region', 'FR', 'bonjour'], [{ present: ['blue-lips'] }]);
    expect([code, lines(out).at(-1)?.['kind']]).toEqual([0, 'emergency']);
  });

  it.each([
    [['--lang', 'de'], '--lang "de" is not known'],
    [['--age', 'old'], '--age "old" is not an age'],
    [['--colour'], "Unknown option '--colour'"],
  ])('says what is wrong with %j', async (args, reason) => {
    const { code, out, err } = await run('src/cli/triage.ts', { args }).ended;
    expect([code, out, err.split('\n')[0]]).toEqual([2, '', reason]);
  });
});

describe('the record, for an operator', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let patient: { readonly encounterId: string; readonly capability: string; card: Card };
  let whileRunning: Ended;
  /** All that the service said on standard output and standard error. */
  let said: string;
  const words = 'mot-de-patient-4711';
  const command = async (...args: readonly string[]): Promise<Ended> => run('src/cli/encounter.ts', { args, environment: { DATA_DIR: folder.path } }).ended;

  beforeAll(async () => {
    folder = await dataFolder();
    const service = await startService({ DATA_DIR: folder.path });
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await fetch(`${service.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return response.json();
    };
    patient = (await post('/v1/encounters', { language: 'fr', turnId: randomUUID() }, { 'X-Relais-Session': 'bearer' })) as typeof patient;
    const answers = [{ accept: true }, { choice: 'me' }, { amount: 58, unit: 'y' }, { choice: 'male' }, { choice: 'FR' }, { none: true }];
    for (const given of [...answers, { text: `${words} douleur qui serre la poitrine depuis une heure` }, { happening: true }]) {
      const turn = { action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: given };
      ({ card: patient.card } = (await post(`/v1/encounters/${patient.encounterId}/turns`, turn, { Authorization: `Bearer ${patient.capability}` })) as { card: Card });
    }
    whileRunning = await command('list');
    service.process.kill('SIGINT');
    const { out, err } = await service.ended;
    said = out + err;
  }, 60_000);
  afterAll(async () => folder.remove());

  it('can be looked at beside the running service', () => {
    expect([whileRunning.code, whileRunning.out]).toEqual([0, expect.stringContaining(patient.encounterId)]);
  });

  it('comes from a service that said no word and no capability of the patient', () => {
    expect(patient.card.kind).toBe('emergency');
    expect(said).toContain('"event":"request"');
    for (const secret of [words, patient.capability, patient.encounterId]) expect(said).not.toContain(secret);
  });

  it('lists encounters with their urgency and no words', async () => {
    const { code, out } = await command('list');
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`^${patient.encounterId} .*ambulance`))]);
  });

  it('shows times and kinds, and the words only when asked to', async () => {
    expect((await command('show', patient.encounterId)).out).not.toContain(words);
    expect((await command('show', patient.encounterId, '--reveal')).out).toContain(words);
  });

  it('exports everything, and replays it to the same outcome', async () => {
    expect(JSON.parse((await command('export', patient.encounterId)).out)).toMatchObject({ id: patient.encounterId, turns: expect.any(Array) });
    const { code, out } = await command('replay', patient.encounterId);
    expect([
      code,
      out
        .trim()
        .split('\n')
        .every((line) => line.startsWith('same  shown ambulance')),
    ]).toEqual([0, true]);
  });

  it.each([
    [['show'], 'an encounter id is needed'],
    [['show', 'x'], 'an encounter id is needed'],
    [['burn'], '"burn" is not known'],
    [['list', '--most', 'all'], '--most "all" is not a number from 1 to 1000'],
  ])('says what is wrong with %j', async (args, reason) => {
    const { code, err } = await command(...args);
    expect([code, err.split('\n')[0]]).toEqual([2, reason]);
  });

  it('finds no fault in the audit chain, and every look in it', async () => {
    const { code, out } = await run('src/cli/audit-verify.ts', { environment: { DATA_DIR: folder.path } }).ended;
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ entries checked, 0 faults/)]);
  });

  it('erases for good, only when it is meant', async () => {
    expect((await command('erase', patient.encounterId)).code).toBe(2);
    expect((await command('erase', patient.encounterId, '--yes')).code).toBe(0);
    const { code, out, err } = await command('show', patient.encounterId, '--reveal');
    expect([code, out, err.trim()]).toEqual([1, '', 'this encounter has been erased']);
    expect((await run('src/cli/audit-verify.ts', { environment: { DATA_DIR: folder.path } }).ended).code).toBe(0);
  });
});
