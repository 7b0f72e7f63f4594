/** A ring made of two tones, by WebAudio: no file to load, nothing to block. */
export type Ringer = {
  /** Must be called from a tap once: browsers keep sound off until then. True if sound is allowed now. */
  readonly unlock: () => Promise<boolean>;
  readonly allowed: () => boolean;
  readonly start: () => void;
  readonly stop: () => void;
};

export function createRinger(): Ringer {
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const ready = (): AudioContext | undefined => {
    if (typeof AudioContext === 'undefined') return undefined;
    context ??= new AudioContext();
    return context;
  };
  const tone = (audio: AudioContext, { hertz, at, seconds }: { readonly hertz: number; readonly at: number; readonly seconds: number }): void => {
    const source = audio.createOscillator();
    const loudness = audio.createGain();
    source.frequency.value = hertz;
    // Soft edges: a click at each end hurts in headphones.
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.25, at + 0.03);
    loudness.gain.setValueAtTime(0.25, at + seconds - 0.05);
    loudness.gain.linearRampToValueAtTime(0, at + seconds);
    source.connect(loudness).connect(audio.destination);
    source.start(at);
    source.stop(at + seconds);
  };
  const ring = (): void => {
    const audio = ready();
    if (audio?.state !== 'running') return;
    const at = audio.currentTime + 0.01;
    tone(audio, { hertz: 880, at, seconds: 0.28 });
    tone(audio, { hertz: 660, at: at + 0.32, seconds: 0.28 });
  };

  return {
    unlock: async () => {
      const audio = ready();
      if (!audio) return false;
      await audio.resume().catch(() => undefined);
      return audio.state === 'running';
    },
    allowed: () => context?.state === 'running',
    start: () => {
      if (timer !== undefined) return;
      void ready()
        ?.resume()
        .catch(() => undefined);
      ring();
      timer = setInterval(ring, 1_200);
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
