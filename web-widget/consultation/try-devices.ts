/** Tries camera, microphone, sound and connection of this device. Nothing leaves it but three empty requests to our own service. */
import { createStore, type Store } from '../client/store.ts';
import { connectionOf, resultOfFailure, type DeviceCheck } from './device-check.ts';

export type DeviceTrial = Store<DeviceCheck> & {
  readonly start: () => Promise<void>;
  readonly heard: (yes: boolean) => void;
  readonly showOwn: (element: HTMLVideoElement | null) => void;
  /** Gives camera and microphone back: the light beside the lens goes out. */
  readonly stop: () => void;
};

const listenMs = 4_000;

export function createDeviceTrial({ healthPath = '/healthz' }: { readonly healthPath?: string } = {}): DeviceTrial {
  const canCall = typeof RTCPeerConnection !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';
  const store = createStore<DeviceCheck>({ canCall, camera: 'not-tried', microphone: 'not-tried', speaker: 'not-tried', connection: 'not-tried' });
  let stream = canCall ? new MediaStream() : undefined;
  let element: HTMLVideoElement | null = null;
  let audio: AudioContext | undefined;

  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = canCall ? new MediaStream() : undefined;
    if (element) element.srcObject = null;
    void audio?.close().catch(() => undefined);
    audio = undefined;
  };
  const tryOne = async (kind: 'camera' | 'microphone'): Promise<void> => {
    store.set({ [kind]: 'trying' });
    try {
      const found = await navigator.mediaDevices.getUserMedia(kind === 'camera' ? { video: { facingMode: 'user' } } : { audio: true });
      for (const track of found.getTracks()) stream?.addTrack(track);
      if (kind === 'camera') store.set({ camera: 'works' });
      else store.set({ microphone: (await isHeard(found, ready())) ? 'works' : 'silent' });
    } catch (error) {
      store.set({ [kind]: resultOfFailure(error instanceof Error ? error.name : '') });
    }
  };
  const ready = (): AudioContext | undefined => {
    if (typeof AudioContext === 'undefined') return undefined;
    audio ??= new AudioContext();
    return audio;
  };
  const measure = async (): Promise<void> => {
    store.set({ connection: 'trying' });
    const times: number[] = [];
    for (let count = 0; count < 3; count++) {
      const start = performance.now();
      const answered = await fetch(healthPath, { cache: 'no-store' }).then(
        (response) => response.ok,
        () => false,
      );
      if (answered) times.push(performance.now() - start);
    }
    store.set({ connection: connectionOf(times) });
  };

  return {
    ...store,
    start: async () => {
      stop();
      playTone(ready());
      // What was found the last time says nothing of this time.
      store.set({ speaker: 'playing', camera: 'not-tried', microphone: 'not-tried' });
      const connection = measure();
      if (canCall) {
        // One question of the browser at a time.
        await tryOne('camera');
        if (element && stream) element.srcObject = stream;
        await tryOne('microphone');
      }
      await connection;
    },
    heard: (yes) => store.set({ speaker: yes ? 'works' : 'not-heard' }),
    showOwn: (next) => {
      element = next;
      if (element && stream && stream.getVideoTracks().length > 0) element.srcObject = stream;
    },
    stop,
  };
}

/** Whether anything louder than a silent room comes in. */
async function isHeard(stream: MediaStream, audio: AudioContext | undefined): Promise<boolean> {
  if (!audio) return true;
  await audio.resume().catch(() => undefined);
  const meter = audio.createAnalyser();
  meter.fftSize = 1024;
  audio.createMediaStreamSource(stream).connect(meter);
  const samples = new Uint8Array(meter.fftSize);
  const end = performance.now() + listenMs;
  while (performance.now() < end) {
    meter.getByteTimeDomainData(samples);
    // 128 is the middle: silence.
    if (samples.some((sample) => Math.abs(sample - 128) > 3)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

function playTone(audio: AudioContext | undefined): void {
  if (!audio) return;
  void audio.resume().catch(() => undefined);
  const source = audio.createOscillator();
  const loudness = audio.createGain();
  source.frequency.value = 523;
  loudness.gain.setValueAtTime(0, audio.currentTime);
  loudness.gain.linearRampToValueAtTime(0.2, audio.currentTime + 0.05);
  loudness.gain.setValueAtTime(0.2, audio.currentTime + 1.2);
  loudness.gain.linearRampToValueAtTime(0, audio.currentTime + 1.4);
  source.connect(loudness).connect(audio.destination);
  source.start();
  source.stop(audio.currentTime + 1.5);
}
