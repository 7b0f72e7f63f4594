/** Whether the ring can be heard and seen in this browser, and what to do if not. */
import type { DoctorWords } from './words.ts';

export type RingPermissions = {
  readonly sound: boolean;
  readonly notifications: NotificationPermission | 'none';
  /** From a tap. */
  readonly unlock: () => Promise<void>;
  readonly tryRing: () => void;
  readonly allowNotifications: () => Promise<void>;
};

export function RingSettings({ permissions, words }: { readonly permissions: RingPermissions; readonly words: DoctorWords }) {
  const { sound, notifications } = permissions;
  return (
    <div class="dc-ring">
      {sound ? (
        <button class="cs-link" type="button" onClick={permissions.tryRing}>
          {words.soundTry}
        </button>
      ) : (
        <p class="cs-ringing">
          {words.soundOff}{' '}
          <button class="cs-button" type="button" onClick={() => void permissions.unlock()}>
            {words.soundOn}
          </button>
        </p>
      )}
      {notifications === 'default' && (
        <p>
          {words.notifyOff}{' '}
          <button class="cs-link" type="button" onClick={() => void permissions.allowNotifications()}>
            {words.notifyOn}
          </button>
        </p>
      )}
      {notifications === 'denied' && <p class="cs-quiet">{words.notifyRefused}</p>}
    </div>
  );
}
