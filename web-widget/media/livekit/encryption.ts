/** End-to-end encryption of what goes through LiveKit: its worker is a file of our own build. */
import { ExternalE2EEKeyProvider, isE2EESupported } from 'livekit-client';
import { workerAddress } from './worker-address.ts';

export type Encryption = { readonly keyProvider: ExternalE2EEKeyProvider; readonly worker: Worker };

export function createEncryption(): Encryption {
  if (!isE2EESupported()) throw new Error('this browser cannot encrypt from end to end');
  return { keyProvider: new ExternalE2EEKeyProvider({ keySize: 256 }), worker: new Worker(workerAddress()) };
}
