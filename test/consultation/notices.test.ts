import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalEphemeral } from '../../src/adapters/ephemeral/local-ephemeral.ts';
import { createLivekitRooms } from '../../src/adapters/livekit/livekit-rooms.ts';
import type { Rooms } from '../../src/consultation/rooms.ts';
import type { HeartbeatReply, MediaGrant, PatientView } from '../../src/contract/consultation.ts';
import { chanceOf, type Chance } from '../chaos/seeded.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, coughing, endedBy, good, onCall, timePasses, viewOf, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';
import { mediaKeys, noticeOf, signed, type Forgery, type SignedNotice } from './signed-notices.ts';

/** What the media server holds: its own list. The signatures, the route, the record and the sweep are the real ones. */
const held = new Map<string, Set<string>>();
const real = createLivekitRooms([mediaKeys]);
const rooms: Rooms = {
  ...real,
  open: async ({ room }) => void (held.has(room) || held.set(room, new Set())),
  close: async ({ room }) => void held.delete(room),
  answers: async () => true,
  participants: async ({ room }) => {
    const inside = held.get(room);
    return inside && [...inside].map((identity) => ({ identity, sid: 'PA_x', joinedAt: 0, publishing: [] }));
  },
};

/** Many people from one address within a minute: what limits do stands in the tests of the API. */
const ephemeral = { ...createLocalEphemeral(), increment: async () => 1 };

let database: TestDatabase;
let service: TestService;
let doctor: Doctor;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database), rooms, ephemeral });
  doctor = await addDoctor(service, database);
});
afterAll(async () => database.drop());

async function deliver({ body, authorization }: { readonly body: string; readonly authorization?: string }): Promise<number> {
  const headers = { 'Content-Type': 'application/webhook+json', ...(authorization === undefined ? {} : { Authorization: authorization }) };
  return (await service.app.request('/webhooks/livekit', { method: 'POST', headers, body })).status;
}

type Call = {
  readonly id: string;
  readonly patient: Patient;
  /** Both sides' browsers: they follow a new epoch, join its room, and say that they are there. */
  readonly browsers: () => Promise<void>;
  /** Everything the server would have told of it so far, in order, once. */
  readonly told: SignedNotice[];
};
const able = { webrtc: true, e2ee: false };
const sides = ['patient', 'doctor'] as const;

async function begin(): Promise<Call> {
  const patient = await coughing(service);
  await onCall(service, doctor);
  await ask(service, patient);
  const { consultationId: id } = await accept(service, doctor);
  const told: SignedNotice[] = [];
  const grants: Partial<Record<'patient' | 'doctor', MediaGrant>> = {};
  const as = (side: 'patient' | 'doctor', path: string, body: unknown): Promise<Response> =>
    side === 'patient' ? asPatient(service, patient, `/v1/consultations/${id}/${path}`, body) : asDoctor(service, doctor, `/v1/consultations/${id}/${path}`, body);
  const tell = (event: string, room: string, identity?: string): void =>
    void told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event, room, ...(identity === undefined ? {} : { identity }) })));
  const follow = async (side: 'patient' | 'doctor'): Promise<void> => {
    const before = grants[side];
    const epoch = before && before.kind !== 'wait' ? before.epoch : -1;
    const roomOf = async (): Promise<string | undefined> =>
      (await sql<{ room: string | null }>`select media->>'room' as room from consultations where id = ${id}`.execute(database.owner)).rows[0]?.room ?? undefined;
    const room = await roomOf();
    const connection = room !== undefined && held.get(room)?.has(side) === true ? 'connected' : 'reconnecting';
    const media = { kind: 'livekit', connection, audioOut: true, videoOut: true, audioIn: true, videoIn: true, quality: 'good' };
    const reply = epoch < 0 ? undefined : await good<HeartbeatReply>(as(side, 'heartbeat', { epoch, media }));
    if (reply?.epoch === epoch && connection === 'connected') return;
    const grant = await good<MediaGrant>(as(side, 'media', able));
    grants[side] = grant;
    if (grant.kind !== 'livekit') return;
    const now = await roomOf();
    const inside = now === undefined ? undefined : held.get(now);
    if (now === undefined || !inside || inside.has(side)) return;
    inside.add(side);
    tell('participant_joined', now, side);
    tell('track_published', now, side);
  };
  const browsers = async (): Promise<void> => {
    for (const side of sides) await follow(side);
  };
  for (let look = 0; look < 3; look += 1) await browsers();
  return { id, patient, browsers, told };
}

const currentRoom = async (id: string): Promise<string> =>
  (await sql<{ room: string | null }>`select media->>'room' as room from consultations where id = ${id}`.execute(database.owner)).rows[0]?.room ?? '';

/** What may happen to a call at the media server; each leaves its notices. */
const happenings = {
  'the patient is cut off and comes back': async ({ told }: Call, room: string) => {
    held.get(room)?.delete('patient');
    told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'participant_left', room, identity: 'patient' })));
    held.get(room)?.add('patient');
    told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'participant_joined', room, identity: 'patient' })));
  },
  'the doctor joins anew under the same name': async ({ told }: Call, room: string) => {
    told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'participant_joined', room, identity: 'doctor' })));
    told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'participant_connection_aborted', room, identity: 'doctor' })));
  },
  'the server loses the room': async ({ told }: Call, room: string) => {
    held.delete(room);
    told.push(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'room_finished', room })));
  },
  nothing: async () => {},
} as const;
const names = Object.keys(happenings) as [keyof typeof happenings, ...(keyof typeof happenings)[]]; // the keys of the table

/** Some are lost, some come twice or three times, all in any order. */
function mistreat(chance: Chance, notices: readonly SignedNotice[]): readonly SignedNotice[] {
  const many = notices.flatMap((notice) => Array.from({ length: chance.below(4) }, () => notice));
  return many
    .map((notice) => ({ notice, at: chance.below(1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map((item) => item.notice);
}

async function settle({ browsers }: Call): Promise<void> {
  for (let look = 0; look < 3; look += 1) {
    await browsers();
    await timePasses(database, 4000);
    await browsers();
    await service.handover.sweep();
  }
  for (let look = 0; look < 2; look += 1) await browsers();
}

/** A scripted call; `notices` says which of what was told arrives after each step, in which order. */
async function play(script: readonly (keyof typeof happenings)[], notices: (told: readonly SignedNotice[]) => readonly SignedNotice[]): Promise<unknown> {
  const call = await begin();
  const late: SignedNotice[] = [];
  for (const name of script) {
    await happenings[name](call, await currentRoom(call.id));
    const arriving = [...notices(call.told)];
    // The last ones of a step come only after the next.
    late.push(...arriving.splice(Math.ceil(arriving.length / 2)));
    for (const notice of arriving) expect(await deliver(notice)).toBe(200);
    await service.handover.sweep();
    await settle(call);
  }
  for (const notice of late) expect(await deliver(notice)).toBe(200);
  await settle(call);
  const view: PatientView = await viewOf(service, call.patient);
  const { rows } = await sql<{ media: Record<string, unknown>; reconciled: boolean; offers: string }>`
    select media, reconcile_at is not null as reconciled, (select count(*) from offers o where o.consultation_id = c.id and o.state in ('pending', 'accepted')) as offers
    from consultations c where id = ${call.id}`.execute(database.owner);
  const room = await currentRoom(call.id);
  const standing = {
    state: view.state,
    epoch: view.epoch,
    presence: view.presence.map(({ side, standing: how }) => [side, how]),
    kind: rows[0]?.media['kind'],
    failed: rows[0]?.media['failed'],
    reconciled: rows[0]?.reconciled,
    offers: rows[0]?.offers,
    inside: [...(held.get(room) ?? [])].toSorted(),
  };
  expect((await endedBy(service, doctor, call.id)).status).toBe(200);
  return standing;
}

describe('notices of a media server that are lost, doubled and out of order', () => {
  const seeds = Number(process.env['NOTICE_SEEDS'] ?? 12);
  const begun = new Map<string, Promise<unknown>>();

  it(`end in the state that all of them, once and in order, would have led to (${seeds} calls)`, { timeout: 300_000 }, async () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const chance = chanceOf(seed);
      const script = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(names));
      const key = script.join(', ');
      const inOrder = begun.get(key) ?? play(script, (told) => told);
      begun.set(key, inOrder);
      const expected = await inOrder;
      expect(expected, key).toMatchObject({ state: 'in-call', kind: 'livekit', offers: '1', inside: ['doctor', 'patient'] });
      expect(await play(script, (told) => mistreat(chance, told)), `seed ${seed}: ${key}`).toEqual(expected);
    }
  });

  it('and none at all leads there as well: the server is asked every ten seconds anyway', async () => {
    const script = ['the server loses the room', 'the patient is cut off and comes back'] as const;
    expect(await play(script, () => [])).toEqual(await play(script, (told) => told));
  });

  it('say that a room is over which the server still holds: the call goes on as it was', async () => {
    const call = await begin();
    const before = await viewOf(service, call.patient);
    const room = await currentRoom(call.id);
    expect(await deliver(signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'room_finished', room })))).toBe(200);
    await settle(call);
    expect(await viewOf(service, call.patient)).toMatchObject({ state: 'in-call', epoch: before.epoch });
    expect(await currentRoom(call.id)).toBe(room);
    await endedBy(service, doctor, call.id);
  });
});

describe('a notice that is', () => {
  const ago = Math.floor(Date.now() / 1000) - 3600;
  const forgeries: readonly (readonly [string, Forgery | 'unsigned' | 'another body' | 'not JSON'])[] = [
    ['signed with another secret', { secret: 'x'.repeat(43) }],
    ['signed in the name of another key', { claims: { iss: 'stranger' } }],
    ['made over another body', { claims: { sha256: signed('other').body } }],
    ['without a digest of its body', { without: 'sha256' }],
    ['an hour late', { claims: { nbf: ago, exp: ago + 300 } }],
    ['of an hour from now', { claims: { nbf: ago + 7200, exp: ago + 7500 } }],
    ['good for ever', { without: 'exp' }],
    ['signed by nobody, and says so', { header: { alg: 'none' } }],
    ['unsigned', 'unsigned'],
    ['changed on its way', 'another body'],
    ['no notice at all, though signed', 'not JSON'],
  ];

  it.each(forgeries)('%s is refused, and nothing of it is kept or done', async (_name, how) => {
    const call = await begin();
    const room = await currentRoom(call.id);
    const state = async (): Promise<unknown> =>
      (
        await sql`select (select count(*) from room_notices) as notices, (select count(*) from consultation_events) as events, (select reconcile_at from consultations where id = ${call.id}) as looks`.execute(
          database.owner,
        )
      ).rows;
    const before = await state();
    const body = noticeOf({ id: `EV_${randomUUID()}`, event: 'room_finished', room });
    const notice =
      how === 'unsigned'
        ? { body }
        : how === 'another body'
          ? { ...signed(body), body: body.replace('finished', 'started') }
          : how === 'not JSON'
            ? signed('room=over')
            : signed(body, how);
    expect(await deliver(notice)).toBe(404);
    expect(await state()).toEqual(before);
    await endedBy(service, doctor, call.id);
  });

  it('ours, and said again later, is answered as before and looked at once', async () => {
    const call = await begin();
    const notice = signed(noticeOf({ id: `EV_${randomUUID()}`, event: 'participant_left', room: await currentRoom(call.id) }));
    expect(await deliver(notice)).toBe(200);
    await settle(call);
    const looks = async (): Promise<unknown> => (await sql`select reconcile_at from consultations where id = ${call.id}`.execute(database.owner)).rows;
    const before = await looks();
    expect(await deliver(notice)).toBe(200);
    expect(await looks()).toEqual(before);
    await endedBy(service, doctor, call.id);
  });
});
