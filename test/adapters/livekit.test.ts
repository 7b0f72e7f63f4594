/** Our rooms on a real LiveKit server. */
import { setTimeout as pause } from 'node:timers/promises';
import { RoomServiceClient, TokenVerifier } from 'livekit-server-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLivekitRooms } from '../../src/adapters/livekit/livekit-rooms.ts';
import type { Rooms } from '../../src/consultation/rooms.ts';
import { livekitMissing, startLivekit, type TestLivekit } from '../support/livekit-server.ts';

describe('rooms on a real LiveKit', () => {
  let livekit: TestLivekit;
  let rooms: Rooms;
  let server: string;

  beforeAll(async () => {
    if (livekitMissing !== undefined) return;
    livekit = await startLivekit();
    rooms = createLivekitRooms([livekit]);
    server = rooms.servers[0] ?? '';
  });
  afterAll(() => livekit?.stop());
  beforeEach(({ skip }) => {
    if (livekitMissing !== undefined) skip(livekitMissing);
  });

  const fresh = (): { readonly server: string; readonly room: string } => ({ server, room: `c_${crypto.randomUUID().replaceAll('-', '').slice(0, 22)}` });
  /** What the server answers to a browser that would join: its own check before a WebSocket. */
  const wouldJoin = async (token: string): Promise<number> =>
    (await fetch(`${livekit.url.replace('ws', 'http')}/rtc/validate?access_token=${encodeURIComponent(token)}&protocol=16&auto_subscribe=1&sdk=js`)).status;
  const admitted = (room: { readonly server: string; readonly room: string }, identity = 'p_1_1') => rooms.admit({ ...room, identity, side: 'patient', forSeconds: 120 });

  it('a person who is admitted may join the room that was made for them', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    expect(await wouldJoin((await admitted(room)).token)).toBe(200);
    expect(await rooms.participants(room)).toEqual([]);
  });

  it('making a room twice leaves it as it is', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    await rooms.open({ ...room, mostParticipants: 2 });
    expect(await rooms.participants(room)).toEqual([]);
  });

  it('the room keeps two people for two minutes after a cut on both sides, and takes no third', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    const [made] = await new RoomServiceClient(livekit.url.replace('ws', 'http'), livekit.apiKey, livekit.apiSecret).listRooms([room.room]);
    expect({ most: made?.maxParticipants, departure: made?.departureTimeout, empty: made?.emptyTimeout, metadata: made?.metadata }).toEqual({
      most: 2,
      departure: 120,
      empty: 300,
      metadata: '',
    });
  });

  it('a token of a call that has ended opens nothing, though it is still valid', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    const { token } = await admitted(room);
    await rooms.close(room);
    expect(await rooms.participants(room)).toBeUndefined();
    expect(await wouldJoin(token)).toBe(404);
    await rooms.close(room);
  });

  it('nobody makes a room by joining it', async () => {
    expect(await wouldJoin((await admitted(fresh())).token)).toBe(404);
  });

  it('a token is for one room, one person, camera and microphone, two minutes, and no more', async () => {
    const room = fresh();
    const { token, url, expiresAt } = await admitted(room, 'd_7_3');
    expect(url).toBe(livekit.url);
    expect(Math.abs(expiresAt - Date.now() - 120_000)).toBeLessThan(2000);
    const claims = await new TokenVerifier(livekit.apiKey, livekit.apiSecret).verify(token);
    expect(Number(claims.exp) - Number(claims.nbf)).toBe(120);
    expect(claims.sub).toBe('d_7_3');
    expect(claims.video).toEqual({
      roomJoin: true,
      room: room.room,
      canPublish: true,
      canPublishSources: ['camera', 'microphone'],
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
    });
    expect(Object.keys(claims).toSorted()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
  });

  it('a token signed with another secret is refused', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    const forged = createLivekitRooms([{ ...livekit, apiSecret: 'x'.repeat(43) }]);
    expect(await wouldJoin((await forged.admit({ ...room, identity: 'p_1_1', side: 'patient', forSeconds: 120 })).token)).toBe(401);
  });

  it('a token opens no other room, whatever the browser asks for', async () => {
    const [own, other] = [fresh(), fresh()];
    await rooms.open({ ...own, mostParticipants: 2 });
    await rooms.open({ ...other, mostParticipants: 2 });
    const { token } = await admitted(own);
    const socket = new WebSocket(`${livekit.url}/rtc?access_token=${encodeURIComponent(token)}&room=${other.room}&protocol=16&auto_subscribe=1&sdk=js`);
    await expect.poll(() => rooms.participants(own), { timeout: 5000 }).toMatchObject([{ identity: 'p_1_1', publishing: [] }]);
    expect(await rooms.participants(other)).toEqual([]);
    socket.close();
  });

  it.each(['ListRooms', 'ListParticipants', 'CreateRoom', 'DeleteRoom', 'RemoveParticipant', 'UpdateParticipant', 'MutePublishedTrack', 'SendData'])(
    'a token that a browser was given cannot do %s',
    async (method) => {
      const room = fresh();
      await rooms.open({ ...room, mostParticipants: 2 });
      const answer = await fetch(`${livekit.url.replace('ws', 'http')}/twirp/livekit.RoomService/${method}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${(await admitted(room)).token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ room: room.room, name: room.room, identity: 'p_1_1' }),
      });
      expect(answer.status).toBe(401);
    },
  );

  it('hears a notice of the server itself, and nothing that was changed, forged or unsigned', async () => {
    const room = fresh();
    await rooms.open({ ...room, mostParticipants: 2 });
    await rooms.close(room);
    for (let waited = 0; waited < 100 && !livekit.notices.some(({ body }) => body.includes(room.room)); waited += 1) await pause(50);
    const notice = livekit.notices.find(({ body }) => body.includes(room.room));
    if (!notice) throw new Error('the server told nothing of this room');
    expect(await rooms.notice(notice)).toMatchObject({ event: expect.stringMatching(/^room_/), room: room.room, id: expect.stringMatching(/^EV_/) });
    expect(await rooms.notice({ ...notice, body: notice.body.replace(room.room, fresh().room) })).toBeUndefined();
    expect(await rooms.notice({ ...notice, authorization: undefined })).toBeUndefined();
    expect(await rooms.notice({ ...notice, authorization: 'nonsense' })).toBeUndefined();
    const stranger = createLivekitRooms([{ ...livekit, apiSecret: 'x'.repeat(43) }]);
    expect(await stranger.notice(notice)).toBeUndefined();
    // With two servers, the one that signed it is found.
    const both = createLivekitRooms([{ url: 'ws://127.0.0.1:1', apiKey: 'other', apiSecret: 'y'.repeat(43) }, livekit]);
    expect(await both.notice(notice)).toMatchObject({ room: room.room });
  });

  it('says whether a server answers, and does not wait long for one that is gone', async () => {
    const both = createLivekitRooms([livekit, { url: 'ws://127.0.0.1:1', apiKey: 'k', apiSecret: 's' }]);
    expect(both.servers).toHaveLength(2);
    const begun = Date.now();
    expect(await Promise.all(both.servers.map((name) => both.answers(name)))).toEqual([true, false]);
    expect(await both.answers('another:1')).toBe(false);
    expect(Date.now() - begun).toBeLessThan(2000);
    await expect(both.open({ server: '127.0.0.1:1', room: 'c_x', mostParticipants: 2 })).rejects.toThrow();
  });
});
