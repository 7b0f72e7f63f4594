/** LiveKit's own client and nothing else, as its guide shows it: what a page of ours is measured against. */
import { ExternalE2EEKeyProvider, Room, RoomEvent, createLocalTracks } from 'livekit-client';

const own = createLocalTracks({ audio: true, video: { resolution: { width: 320, height: 180 } } });

/** With the token in hand, camera and microphone open: in, what comes is shown, and our own goes out. */
async function join(url: string, token: string, encrypted: boolean): Promise<void> {
  const tracks = await own;
  performance.mark('token');
  const room = encrypted ? await encryptingRoom() : new Room();
  room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
  // The test's server stands alone: nobody else is to be asked for the way.
  await room.connect(url, token, { rtcConfig: { iceServers: [] } });
  await Promise.all(tracks.map((track) => room.localParticipant.publishTrack(track)));
}

/** Its own end-to-end encryption, with a key that both have from the start. */
async function encryptingRoom(): Promise<Room> {
  const keyProvider = new ExternalE2EEKeyProvider();
  const room = new Room({ encryption: { keyProvider, worker: new Worker('/worker.js') } });
  await keyProvider.setKey('of both from the start');
  await room.setE2EEEnabled(true);
  return room;
}

Object.assign(globalThis, { join, ready: own.then(() => undefined) });
