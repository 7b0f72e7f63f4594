/** End-to-end encryption of what goes through LiveKit: its worker is a file of our own build. */
import { BaseKeyProvider, KeyProviderEvent, createKeyMaterialFromBuffer, isE2EESupported, type KeyInfo } from 'livekit-client';
import type { AgreedKeys } from '../key-agreement.ts';
import { workerAddress } from './worker-address.ts';

/** Started before there is a way in: it is loaded and ready once the first frame comes. */
export function startEncryptionWorker(): Worker {
  if (!isE2EESupported()) throw new Error('this browser cannot encrypt from end to end');
  return new Worker(workerAddress());
}

/** A place in the client's ring of keys for each side: every frame names the place of the key that closed it. */
const places = { patient: 0, doctor: 1 } as const;

/** One key for what goes out and one for what comes in; LiveKit's own provider has one for both. */
export class DirectionKeys extends BaseKeyProvider {
  readonly #own: number;
  readonly #theirs: number;
  #keys: readonly KeyInfo[] = [];

  constructor(side: 'patient' | 'doctor') {
    // A frame that does not open is no reason to give a key up: it may be of a page that is gone.
    super({ sharedKey: true, keySize: 256, ratchetWindowSize: 0, failureTolerance: -1 });
    this.#own = places[side];
    this.#theirs = places[side === 'patient' ? 'doctor' : 'patient'];
  }

  async set({ sending, opening }: AgreedKeys): Promise<void> {
    const [own, theirs] = await Promise.all([sending, opening].map(createKeyMaterialFromBuffer));
    if (!own || !theirs) return;
    // Our own first: not one frame goes out with the other's.
    this.#keys = [
      { key: own, keyIndex: this.#own },
      { key: theirs, keyIndex: this.#theirs },
    ];
    for (const info of this.#keys) this.emit(KeyProviderEvent.SetKey, info, info.keyIndex === this.#own);
  }

  override getKeys(): KeyInfo[] {
    return [...this.#keys];
  }

  override getLatestManuallySetKeyIndex(): number {
    return this.#own;
  }
}
