/**
 * The two browsers joined without a media server, over our own signals and our own ICE servers only. One side makes every offer, so
 * that two never cross. Its encryption is between the two browsers by nature; the fingerprints travel in the signals and are
 * checked on the wire.
 */
import type { MediaGrant } from '../../../src/contract/consultation.ts';
import { NotMetError, type Connection, type ConnectionEvents, type OwnTracks } from '../connection.ts';
import type { Peer, PeerMessage } from '../peer.ts';
import { emptySample, sampleOf } from '../samples.ts';
import { fingerprintsIn, metFingerprint } from './fingerprint.ts';
import { candidatesIn, descriptionIn } from './wire-forms.ts';

type DirectGrant = Extract<MediaGrant, { readonly kind: 'direct' }>;

/** Candidates that are found together travel together. */
const gatherMs = 40;
/** A path that is cut for less comes back by itself. */
const restartAfterMs = 2500;
const restartEveryMs = 4000;
const givenUpAfterMs = 20_000;
const mostVideoBitsPerSecond = 1_500_000;

export function createDirectConnection({ grant, peer, events }: { readonly grant: DirectGrant; readonly peer: Peer; readonly events: ConnectionEvents }): Connection {
  const offers = grant.role === 'offerer';
  let line: RTCPeerConnection | undefined;
  let own: OwnTracks = { audio: undefined, video: undefined };
  let element: HTMLVideoElement | null = null;
  let remote = new MediaStream();
  let over = false;
  let onConnected: () => void = () => {};
  let downSince: number | undefined;

  /** A reload on the other side begins anew: what was agreed with the page before means nothing to this one. */
  const begin = async (): Promise<void> => {
    line?.close();
    const pc = new RTCPeerConnection({ iceServers: grant.iceServers.map(iceServer), bundlePolicy: 'max-bundle' });
    line = pc;
    remote = new MediaStream();
    show();
    attend(pc);
    if (offers) for (const kind of ['audio', 'video']) pc.addTransceiver(kind, { direction: 'sendrecv' });
    await sendOwn(pc);
  };

  const attend = (pc: RTCPeerConnection): void => {
    const current = (): boolean => pc === line && !over;
    const found: RTCIceCandidateInit[] = [];
    pc.onnegotiationneeded = () => current() && offers && void describe(pc);
    pc.onicecandidate = ({ candidate }) => {
      if (current() && candidate && found.push(candidate.toJSON()) === 1) setTimeout(() => current() && peer.tell('candidates', found.splice(0)), gatherMs);
    };
    pc.ontrack = ({ track }) => {
      if (!current()) return;
      remote.addTrack(track);
      show();
      events.onRemote();
    };
    pc.onconnectionstatechange = () => current() && void changed(pc);
  };

  const changed = async (pc: RTCPeerConnection): Promise<void> => {
    const { connectionState } = pc;
    if (connectionState === 'connected') {
      const trusted = await isWhoSignalled(pc);
      if (pc !== line || over) return;
      if (!trusted) return end('encryption');
      downSince = undefined;
      events.onEncrypted(true);
      events.onState('connected');
      onConnected();
    } else if (connectionState === 'disconnected' || connectionState === 'failed') {
      const known = downSince !== undefined;
      downSince ??= Date.now();
      events.onState('reconnecting');
      if (!known) void restore(pc);
    }
  };

  /** Looks for another path, again and again, until there is one or it takes too long. */
  const restore = async (pc: RTCPeerConnection): Promise<void> => {
    await later(restartAfterMs);
    if (pc !== line || over || downSince === undefined) return;
    if (Date.now() - downSince > givenUpAfterMs) return end('lost');
    if (offers) pc.restartIce();
    else peer.tell('restart', null);
    await later(restartEveryMs - restartAfterMs);
    return restore(pc);
  };

  const end = (reason: 'lost' | 'encryption'): void => {
    if (over) return;
    over = true;
    events.onEnd(reason);
  };

  const describe = async (pc: RTCPeerConnection): Promise<void> => {
    await pc.setLocalDescription();
    const { localDescription } = pc;
    if (pc === line && localDescription) peer.tell('description', { type: localDescription.type, sdp: localDescription.sdp });
  };

  const take = async (pc: RTCPeerConnection, { kind, content }: PeerMessage): Promise<void> => {
    if (kind === 'restart' && offers) pc.restartIce();
    else if (kind === 'candidates') for (const candidate of candidatesIn(content)) await pc.addIceCandidate(candidate);
    else if (kind === 'description') {
      const description = descriptionIn(content);
      if (!description) return;
      await pc.setRemoteDescription(description);
      if (description.type !== 'offer') return;
      for (const transceiver of pc.getTransceivers()) transceiver.direction = 'sendrecv';
      await sendOwn(pc);
      await describe(pc);
    }
  };

  const sendOwn = async (pc: RTCPeerConnection): Promise<void> => {
    for (const { sender, receiver } of pc.getTransceivers()) {
      const track = own[receiver.track.kind === 'audio' ? 'audio' : 'video'] ?? null;
      if (sender.track !== track) await sender.replaceTrack(track);
    }
    await soundFirst(pc);
  };

  const show = (): void => {
    if (element && element.srcObject !== remote) element.srcObject = remote;
  };

  // One after the other: a candidate must not overtake the description before it. What does not fit is left out.
  let taking: Promise<void> = Promise.resolve();
  const next = (work: () => Promise<void> | undefined): void => void (taking = taking.then(() => (over ? undefined : work())).catch(() => undefined));

  return {
    join: async (tracks, within) => {
      own = tracks;
      const connected = new Promise<void>((done, failed) => {
        onConnected = done;
        within.addEventListener('abort', () => failed(peer.other() ? new Error('not connected in time') : new NotMetError('nobody came')), { once: true });
      });
      // Whom we know already, nobody will tell us of again.
      if (peer.other()) next(begin);
      peer.onOther(() => next(begin));
      peer.onMessage((message) => next(() => line && take(line, message)));
      await connected;
    },
    send: async (tracks) => {
      own = tracks;
      if (line) await sendOwn(line);
    },
    show: (shown) => {
      element = shown;
      show();
    },
    sample: async () => (line ? sampleOf((await line.getStats()).values()) : emptySample),
    leave: async () => {
      over = true;
      line?.close();
    },
  };
}

function iceServer({ urls, username, credential }: DirectGrant['iceServers'][number]): RTCIceServer {
  return { urls: [...urls], ...(username === undefined ? {} : { username }), ...(credential === undefined ? {} : { credential }) };
}

/** The browser refuses another certificate than the description's; this looks that the description is the one in force. */
async function isWhoSignalled(pc: RTCPeerConnection): Promise<boolean> {
  const met = metFingerprint([...(await pc.getStats()).values()]);
  return met === undefined || fingerprintsIn(pc.remoteDescription?.sdp ?? '').includes(met);
}

/** Sound goes before picture where they share a narrow way. */
async function soundFirst(pc: RTCPeerConnection): Promise<void> {
  for (const sender of pc.getSenders()) {
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) {
      const video = sender.track?.kind === 'video';
      if (video) encoding.maxBitrate = mostVideoBitsPerSecond;
      encoding.priority = video ? 'low' : 'high';
    }
    await sender.setParameters(parameters).catch(() => undefined);
  }
}

function later(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
