/** Short-lived counts and wake-ups: Redis, or its twin in this process. Losing them costs latency, never data. */
export type Ephemeral = {
  /** Adds one to a count that lapses `windowMs` after its first increment. Gives the count. */
  readonly increment: (key: string, windowMs: number) => Promise<number>;
  /** Wakes whoever listens on this channel, here or in another instance. Nobody listening is no error. */
  readonly publish: (channel: string, message: string) => Promise<void>;
  readonly subscribe: (channel: string, listener: (message: string) => void) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
};
