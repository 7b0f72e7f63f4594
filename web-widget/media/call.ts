/**
 * A call's media from the first grant to the end: joins, measures, tells the service every two seconds how it is, and after every
 * cut asks the service for a fresh way in. What it may not undo (the room was closed, another window took over) it leaves.
 */
import type { MediaGrant, MediaRequest } from '../../src/contract/consultation.ts';
import type { CallApi } from '../client/consultation-api.ts';
import { noCall, type CallMedia, type CallState } from '../consultation/call-media.ts';
import { NotMetError, type Connection, type ConnectionEvents, type EndReason, type OwnTracks } from './connection.ts';
import { createCallKeys, type CallKeys } from './call-keys.ts';
import { ability, standingOf } from './call-report.ts';
import { createKeyStore } from './key-store.ts';
import { createOwnDevices } from './own-devices.ts';
import { greet, needsGreeting, openWay, prepare, type Ahead, type Greeting } from './open-way.ts';
import { emptySample, flowBetween, type Flow, type Sample } from './samples.ts';
import { afterLook, isSilent, isUnheard, nothingYet, type Arrivals } from './silence.ts';
import { afterSample, strongLink, type WeakLink } from './weak-link.ts';
import { createWire, isRefused, pause, type Wire } from './wire.ts';

export type MediaApi = Pick<CallApi, 'media' | 'signal' | 'heartbeat' | 'changes' | 'events'>;

const beatMs = 2000;
const lookMs = 1000;
/** A heartbeat that waits longer says that our own service is out of reach. */
const unansweredMs = 1500;
/** Perhaps nobody is on the other side yet: a first meeting may take as long as the service's own deadlines. */
const meetMs = 45_000;
const retryMs = [300, 700, 1500, 2000] as const;

type Held = Extract<MediaGrant, { readonly kind: 'livekit' | 'direct' }>;
type Failed = NonNullable<MediaRequest['failed']>;
/** `keys`: undefined where this browser cannot encrypt. */
type Running = { readonly stop: AbortController; readonly wire: Wire; readonly keys: CallKeys | undefined; readonly ahead: Ahead };
/** What became of one grant. `renew` asks again at once; `left` only when the service says that there is another epoch. */
type Outcome = { readonly next: 'renew' | 'left'; readonly failed?: Failed };

/** @param name of this side of this call in this browser, under which its keys are found again after a reload. */
export function createCallMedia(api: MediaApi, name: string): CallMedia {
  let state: CallState = noCall;
  const listeners = new Set<() => void>();
  const set = (change: Partial<CallState>): void => {
    state = { ...state, ...change };
    for (const heard of listeners) heard();
  };
  const devices = createOwnDevices(() => {
    showDevices();
    showOwn();
    void resend();
  });
  let wanted = { camera: false, microphone: false };
  let weak: WeakLink = strongLink;
  let connection: Connection | undefined;
  let remoteElement: HTMLVideoElement | null = null;
  let thirdElement: HTMLVideoElement | null = null;
  let ownElement: HTMLVideoElement | null = null;
  let running: Running | undefined;
  let epoch = 0;
  let unansweredSince: number | undefined;
  /** How often the call has come into another state, as far as was heard. */
  let moves = 0;
  /** The service has been heard: another epoch than the one that is held, perhaps, or another state. */
  let onNews: (epochNow: number) => void = () => {};

  const showDevices = (): void =>
    set({ camera: weak.givenUp && devices.standing('camera') === 'on' ? 'weak-link' : devices.standing('camera'), microphone: devices.standing('microphone') });
  const showOwn = (): void => {
    const track = devices.track('camera');
    if (!ownElement) return;
    const shown = ownElement.srcObject instanceof MediaStream ? ownElement.srcObject.getVideoTracks()[0] : undefined;
    if (shown !== track) ownElement.srcObject = track ? new MediaStream([track]) : null;
  };
  const ownTracks = (): OwnTracks => ({ audio: devices.track('microphone'), video: weak.givenUp ? undefined : devices.track('camera') });
  const resend = async (): Promise<void> => connection?.send(ownTracks()).catch(() => undefined);

  /** One question of the browser at a time, the sound first. The call goes on meanwhile: what is there is sent, the rest once it comes. */
  let asking: Promise<void> = Promise.resolve();
  let givenBack = 0;
  const turnOnWanted = (): Promise<void> => {
    const before = asking;
    const since = givenBack;
    const askBoth = async (): Promise<void> => {
      await before;
      for (const kind of ['microphone', 'camera'] as const) if (since === givenBack && wanted[kind] && devices.standing(kind) !== 'on') await devices.turnOn(kind);
    };
    return (asking = askBoth());
  };
  /** What is still being asked for is not turned on any more: a camera never comes on after the call. */
  const giveBack = (): void => {
    givenBack += 1;
    devices.stop();
  };

  const playRemote = async (): Promise<void> => {
    if (!remoteElement?.srcObject) return;
    try {
      await remoteElement.play();
      set({ soundBlocked: false });
    } catch (error) {
      if (error instanceof Error && error.name === 'NotAllowedError') set({ soundBlocked: true });
    }
  };

  /** Holds one grant until it is over. */
  const hold = async ({
    grant,
    greeting,
    ahead,
    stop,
  }: {
    readonly grant: Held;
    readonly greeting: Promise<Greeting> | undefined;
    readonly ahead: Ahead;
    readonly stop: AbortSignal;
  }): Promise<Outcome> => {
    const over = new AbortController();
    const end = (): void => over.abort();
    stop.addEventListener('abort', end, { once: true });
    let outcome: Outcome = { next: 'renew' };
    const finish = (next: Outcome): void => {
      outcome = next;
      over.abort();
    };
    const failed = (why: string): Failed => ({ epoch: grant.epoch, kind: grant.kind, why });
    onNews = (next) => next > grant.epoch && finish({ next: 'renew' });
    let joined = false;
    const events: ConnectionEvents = {
      onState: (next) => {
        set({ connection: next });
        if (next === 'reconnecting') void askWhetherMoved(grant, over.signal, finish);
      },
      onRemote: () => void playRemote(),
      onEncrypted: (encrypted) => set({ encrypted }),
      onEnd: (reason) => finish(outcomeOf(reason, joined, failed)),
    };
    set({ kind: grant.kind, connection: state.connection === 'new' ? 'connecting' : state.connection === 'connected' ? 'reconnecting' : state.connection, encrypted: false });
    void turnOnWanted();
    const opened = await openWay({ grant, greeting, ahead, events }).catch(() => undefined);
    if (opened && !over.signal.aborted) {
      connection = opened;
      opened.show(remoteElement, thirdElement);
      try {
        await opened.join(ownTracks(), deadline(meetMs, over.signal));
        joined = true;
        if (!over.signal.aborted) set({ connection: 'connected' });
        void playRemote();
        await resend();
      } catch (error) {
        if (!over.signal.aborted) finish(error instanceof NotMetError ? { next: 'renew' } : { next: 'renew', failed: failed('not-joined') });
      }
      await ended(over.signal);
      connection = undefined;
    } else if (!over.signal.aborted) finish({ next: 'renew', failed: failed('no-way') });
    leaveGreeting(greeting);
    await opened?.leave();
    stop.removeEventListener('abort', end);
    return outcome;
  };

  /** While the media server does not answer us, the service may know more: another epoch, on another server. */
  const askWhetherMoved = async (grant: Pick<MediaGrant, 'epoch'>, over: AbortSignal, finish: (outcome: Outcome) => void): Promise<void> => {
    await pause(1500, over);
    while (!over.aborted && state.connection === 'reconnecting') {
      const now = await api.media(ability()).catch(() => undefined);
      if (now && !over.aborted && now.epoch > grant.epoch) return finish({ next: 'renew' });
      await pause(2000, over);
    }
  };

  const run = async ({ wire, keys, ahead, stop: { signal: stop } }: Running): Promise<void> => {
    let failed: Failed | undefined;
    let tries = 0;
    /** Said while one waits for the other, and taken along into the call. */
    let said: { readonly epoch: number; readonly greeting: Promise<Greeting> } | undefined;
    const greeting = ({ epoch: of, side }: Pick<MediaGrant, 'epoch' | 'side'>): Promise<Greeting> => {
      if (said?.epoch === of) return said.greeting;
      leaveGreeting(said?.greeting);
      said = { epoch: of, greeting: greet({ epoch: of, side, wire, keys }) };
      // Whoever needs it hears of it.
      said.greeting.catch(() => undefined);
      return said.greeting;
    };
    while (!stop.aborted) {
      let grant: MediaGrant;
      const before = moves;
      try {
        grant = await api.media({ ...ability(), ...(failed ? { failed } : {}) });
      } catch (error) {
        if (isRefused(error)) {
          // Not admitted now: the view says why. Another epoch, or a state that admits again, is told by the heartbeat.
          set({ connection: 'closed' });
          await pause(beatMs, stop);
        } else await pause(retryMs[Math.min(tries++, retryMs.length - 1)] ?? 2000, stop);
        continue;
      }
      failed = undefined;
      tries = 0;
      epoch = grant.epoch;
      if (stop.aborted) return;
      if (grant.kind === 'wait') {
        if (state.connection === 'new' || state.connection === 'closed') set({ connection: 'connecting' });
        if (ability().webrtc && grant.side !== 'interpreter') void greeting(grant);
        await untilNews({ held: grant.epoch, since: before, most: grant.retryMs, stop });
      } else if (grant.kind === 'phone') {
        giveBack();
        keys?.forget();
        set({ ...noCall, kind: 'phone', connection: 'closed', phoneWords: grant.words });
        showOwn();
        await untilNews({ held: grant.epoch, stop });
      } else {
        const greeted = needsGreeting(grant) ? greeting(grant) : undefined;
        said = undefined;
        const outcome = await hold({ grant, greeting: greeted, ahead, stop });
        if (stop.aborted) return;
        set({ remoteSound: false, remotePicture: false, connection: outcome.next === 'left' ? 'closed' : 'reconnecting' });
        failed = outcome.failed;
        if (outcome.next === 'left') await untilNews({ held: grant.epoch, stop });
      }
    }
  };

  /** Another epoch; or, where that is given, another state since so many moves, and after `most` milliseconds anyway. */
  const untilNews = async ({ held, since, most, stop }: { readonly held: number; readonly since?: number; readonly most?: number; readonly stop: AbortSignal }): Promise<void> => {
    const heard = new AbortController();
    const end = (): void => heard.abort();
    stop.addEventListener('abort', end, { once: true });
    onNews = (next) => (next > held || (since !== undefined && moves > since)) && end();
    onNews(epoch);
    await pause(most ?? 2 ** 30, heard.signal);
    stop.removeEventListener('abort', end);
  };

  const measure = async (stop: AbortSignal): Promise<void> => {
    let before: Sample = emptySample;
    let of: Connection | undefined;
    while (!stop.aborted) {
      const measured = connection;
      const after = measured && state.connection === 'connected' ? await measured.sample().catch(() => undefined) : undefined;
      if (after && measured === of) look(flowBetween(before, after));
      else if (after && after.audioPackets > 0) set({ remoteSound: true, remotePicture: after.framesDecoded > 0 });
      before = after ?? emptySample;
      of = after ? measured : undefined;
      // Until something arrives it is looked at often: a first picture is waited for by two people.
      await pause(state.connection === 'connected' && !(state.remoteSound && state.remotePicture) ? 400 : beatMs, stop);
    }
  };
  /** Apart from the figures: who sits before a dead line should read of it soon. */
  const watchLine = async (stop: AbortSignal): Promise<void> => {
    let arrivals: Arrivals = nothingYet;
    let of: Connection | undefined;
    while (!stop.aborted) {
      const watched = connection;
      if (watched !== of) arrivals = nothingYet;
      of = watched;
      const sample = watched && state.connection === 'connected' ? await watched.sample().catch(() => undefined) : undefined;
      const now = Date.now();
      if (sample) arrivals = afterLook(arrivals, sample, now);
      const [silent, unheard] = [isSilent(arrivals, now), isUnheard(arrivals, now)];
      const answered = unansweredSince === undefined || now - unansweredSince < unansweredMs;
      if (silent !== state.silent || unheard !== state.unheard || answered !== state.answered) set({ silent, unheard, answered });
      await pause(lookMs, stop);
    }
  };
  const look = (flow: Flow): void => {
    const was = weak.givenUp;
    weak = afterSample(weak, flow.quality, Date.now());
    set({ remoteSound: flow.sound, remotePicture: flow.picture, quality: flow.quality });
    if (weak.givenUp === was) return;
    showDevices();
    void resend();
  };

  const beat = async (stop: AbortSignal): Promise<void> => {
    while (!stop.aborted) {
      unansweredSince ??= Date.now();
      const reply = await api.heartbeat({ epoch, media: standingOf(state) }).catch(() => undefined);
      if (reply) {
        unansweredSince = undefined;
        onNews(reply.epoch);
      }
      await pause(beatMs, stop);
    }
  };

  const stopAll = (): void => {
    running?.stop.abort();
    running?.wire.stop();
    running?.keys?.forget();
    running?.ahead.drop();
    running = undefined;
    giveBack();
    weak = strongLink;
    onNews = () => {};
    unansweredSince = undefined;
    set(noCall);
  };

  return {
    state: () => state,
    subscribe: (heard) => {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    start: async (asked) => {
      wanted = asked;
      const asking = turnOnWanted();
      if (running) return asking;
      const stop = new AbortController();
      const wire = createWire(api);
      const { webrtc, e2ee } = ability();
      // Looked for and loaded while the service is asked for a way in: none of it is waited for after that.
      const keys = e2ee ? createCallKeys({ name, store: createKeyStore() }) : undefined;
      running = { stop, wire, keys, ahead: prepare({ webrtc, encrypts: e2ee }) };
      wire.listen((event) => {
        if (event.type === 'state') moves += 1;
        onNews(event.epoch);
      });
      void run(running);
      void measure(stop.signal);
      void watchLine(stop.signal);
      void beat(stop.signal);
      return asking;
    },
    setMicrophone: async (on) => {
      wanted = { ...wanted, microphone: on };
      if (on) await devices.turnOn('microphone');
      else devices.turnOff('microphone');
    },
    setCamera: async (on) => {
      wanted = { ...wanted, camera: on };
      weak = strongLink;
      if (on) await devices.turnOn('camera');
      else devices.turnOff('camera');
    },
    showRemote: (element) => {
      remoteElement = element;
      connection?.show(element, thirdElement);
      void playRemote();
    },
    showThird: (element) => {
      thirdElement = element;
      connection?.show(remoteElement, element);
    },
    showOwn: (element) => {
      ownElement = element;
      showOwn();
    },
    allowSound: playRemote,
    stop: stopAll,
  };
}

function leaveGreeting(greeting: Promise<Greeting> | undefined): void {
  greeting?.then(({ peer }) => peer.leave()).catch(() => undefined);
}

function outcomeOf(reason: EndReason, joined: boolean, failed: (why: string) => Failed): Outcome {
  if (reason === 'elsewhere' || reason === 'room-closed') return { next: 'left' };
  if (reason === 'encryption') return { next: 'renew', failed: failed('encryption') };
  // A call that was on and is cut is asked for again as it was: the service knows whether its server still answers.
  return joined ? { next: 'renew' } : { next: 'renew', failed: failed('not-joined') };
}

function deadline(ms: number, over: AbortSignal): AbortSignal {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  over.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      late.abort();
    },
    { once: true },
  );
  return late.signal;
}

function ended(signal: AbortSignal): Promise<void> {
  return signal.aborted ? Promise.resolve() : new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
