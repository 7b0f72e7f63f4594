import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allMoves } from '../../src/consultation/states.ts';
import type { ConsultationState } from '../../src/contract/consultation.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { addDoctor, asDoctor, asking, asPatient, consoleOf, coughing, timePasses, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';

/** Two patients and two doctors who do anything at any time; whatever they do, the handover's promises hold. */
let database: TestDatabase;
let service: TestService;
let doctors: readonly Doctor[];
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
  doctors = [await addDoctor(service, database), await addDoctor(service, database)];
});
afterAll(async () => database.drop());

const acts = [
  'ask',
  'leave',
  'worse',
  'hang-up',
  'rejoin',
  'prefer-phone',
  'patient-media',
  'patient-beat',
  'on-call',
  'off',
  'accept',
  'decline',
  'doctor-media',
  'doctor-beat',
  'doctor-failed',
  'phone',
  'hand-back',
  'end',
  'reconnect',
  'second',
  'ring-runs-out',
  'minutes',
] as const;
type Act = { readonly act: (typeof acts)[number]; readonly who: 0 | 1 };
/** What brings a call about comes more often than what ends it: else most of what is tried is refused. */
const onward = ['accept', 'accept', 'on-call', 'patient-media', 'doctor-media', 'patient-media', 'patient-beat', 'doctor-beat', 'ask'] as const;
const anyActs = fc.array(fc.record({ act: fc.constantFrom(...acts, ...onward, ...onward), who: fc.constantFrom(0 as const, 1 as const) }), { minLength: 18, maxLength: 30 });

const able = { webrtc: true, e2ee: false };
const connected = { kind: 'direct', connection: 'connected', audioOut: true, videoOut: true, audioIn: true, videoIn: true, quality: 'good' };
type Row = { id: string; state: ConsultationState; epoch: number };

async function play({ act, who }: Act, patients: readonly [Patient, Patient]): Promise<number> {
  const [patient, doctor] = [patients[who], doctors[who]];
  if (!doctor) return 0;
  const { rows } = await sql<Row>`select id, state, epoch from consultations where encounter_id = ${patient.encounterId}`.execute(database.owner);
  const mine = rows[0] ?? { id: randomUUID(), epoch: 0 };
  const { current, offer } = await consoleOf(service, doctor);
  const [id, epoch] = [current?.id ?? mine.id, current?.epoch ?? 0];
  const turnId = randomUUID();
  const asWho = async (response: Promise<Response>): Promise<number> => (await response).status;
  const moveAs = (body: Record<string, unknown>): Promise<number> => asWho(asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId, epoch, ...body }));
  const patientMove = (body: Record<string, unknown>): Promise<number> => asWho(asPatient(service, patient, '/v1/encounters/:encounter/consultation/moves', { turnId, ...body }));
  const pass = async (ms: number): Promise<number> => {
    await timePasses(database, ms);
    await service.handover.sweep();
    return 200;
  };
  switch (act) {
    case 'ask':
      return asWho(asPatient(service, patient, '/v1/encounters/:encounter/consultation', asking()));
    case 'leave':
    case 'hang-up':
    case 'rejoin':
    case 'prefer-phone':
      return patientMove({ move: act });
    case 'worse':
      return patientMove({ move: 'check-in', feeling: 'worse' });
    case 'patient-media':
      return asWho(asPatient(service, patient, `/v1/consultations/${mine.id}/media`, able));
    case 'patient-beat':
      return asWho(asPatient(service, patient, `/v1/consultations/${mine.id}/heartbeat`, { epoch: mine.epoch, media: connected }));
    case 'on-call':
    case 'off':
      return asWho(asDoctor(service, doctor, '/v1/staff/availability', { availability: act }));
    case 'accept':
      return asWho(asDoctor(service, doctor, `/v1/staff/offers/${offer?.id ?? randomUUID()}/accept`, { epoch: offer?.epoch ?? 0 }));
    case 'decline':
      return asWho(asDoctor(service, doctor, `/v1/staff/offers/${offer?.id ?? randomUUID()}/decline`, { epoch: offer?.epoch ?? 0, reason: 'busy' }));
    case 'doctor-media':
      return asWho(asDoctor(service, doctor, `/v1/consultations/${id}/media`, able));
    case 'doctor-beat':
      return asWho(asDoctor(service, doctor, `/v1/consultations/${id}/heartbeat`, { epoch, media: connected }));
    case 'doctor-failed':
      return asWho(asDoctor(service, doctor, `/v1/consultations/${id}/media`, { ...able, failed: { epoch, kind: 'direct', why: 'ice' } }));
    case 'phone':
    case 'reconnect':
      return moveAs({ move: act });
    case 'hand-back':
      return moveAs({ move: act, reason: 'not my field' });
    case 'end':
      return moveAs({ move: act, disposition: 'self-care', reason: 'well', advice: [] });
    case 'second':
      return pass(1000);
    case 'ring-runs-out':
      return pass(21_000);
    case 'minutes':
      return pass(4 * 60_000);
    default:
      return act satisfies never;
  }
}

async function promisesHold(): Promise<void> {
  const count = async (what: ReturnType<typeof sql<{ n: string }>>): Promise<number> => Number((await what.execute(database.owner)).rows[0]?.n);
  expect({
    withoutDeadline: await count(sql`select count(*) as n from consultations where ended_at is null and deadline_at is null`),
    offeredWithoutOffer: await count(
      sql`select count(*) as n from consultations c where state = 'offered' and not exists (select from offers o where o.consultation_id = c.id and o.state = 'pending')`,
    ),
    heldWithoutOffer: await count(
      sql`select count(*) as n from consultations c where ended_at is null and doctor_id is not null and not exists (select from offers o where o.consultation_id = c.id and o.state = 'accepted' and o.doctor_id = c.doctor_id)`,
    ),
    offerWithoutConsultation: await count(
      sql`select count(*) as n from offers o join consultations c on c.id = o.consultation_id where o.state in ('pending', 'accepted') and c.state not in ('offered', 'accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback')`,
    ),
    offerWithoutPush: await count(sql`select count(*) as n from offers o where not exists (select from outbox b where b.key = 'push:' || o.id)`),
    gaps: await count(sql`select count(*) as n from consultations c where c.seq <> (select count(*) from consultation_events e where e.consultation_id = c.id)`),
  }).toEqual({ withoutDeadline: 0, offeredWithoutOffer: 0, heldWithoutOffer: 0, offerWithoutConsultation: 0, offerWithoutPush: 0, gaps: 0 });
}

it('whatever two patients and two doctors do, in whatever order, nobody is lost and nobody is taken twice', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyActs, async (list) => {
      const patients = [await coughing(service), await coughing(service)] as const;
      const prelude: readonly Act[] = [
        { act: 'ask', who: 0 },
        { act: 'on-call', who: 0 },
        { act: 'ask', who: 1 },
      ];
      for (const item of [...prelude, ...list]) expect([200, 400, 404, 409]).toContain(await play(item, patients));
      await promisesHold();
      for (const patient of patients) await asPatient(service, patient, '/v1/encounters/:encounter/consultation/moves', { turnId: randomUUID(), move: 'leave' });
    }),
    { numRuns: 8, seed: 20_261_127, endOnFailure: true },
  );
  // Every step that was taken is one that the table of moves has.
  const { rows } = await sql<{ before: ConsultationState | null; move: string; state: ConsultationState }>`
    select distinct lag(state) over (partition by consultation_id order by seq) as before, move, state from consultation_events where type = 'state'`.execute(database.owner);
  const made = rows.filter((row) => row.before !== null && row.before !== row.state);
  expect(made.length).toBeGreaterThan(8);
  for (const row of made)
    expect(
      allMoves.some((move) => move.name === row.move && move.to === row.state && move.from.some((from) => from === row.before)),
      JSON.stringify(row),
    ).toBe(true);
});
