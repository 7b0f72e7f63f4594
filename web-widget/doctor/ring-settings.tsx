/** Whether the ring can be heard and seen in this browser, and what to do if not. */
import type { DeviceRing } from './ring-device.ts';
import type { DoctorWords } from './words.ts';

export type RingPermissions = {
  readonly sound: boolean;
  readonly notifications: NotificationPermission | 'none';
  /** From a tap. */
  readonly unlock: () => Promise<void>;
  readonly tryRing: () => void;
  readonly allowNotifications: () => Promise<void>;
  /** Whether this device rings while the console is closed. */
  readonly device: DeviceRing;
  readonly turnDevice: (pushKey: string | undefined) => Promise<void>;
};

export function RingSettings({ permissions, pushKey, words }: { readonly permissions: RingPermissions; readonly pushKey: string | undefined; readonly words: DoctorWords }) {
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
      <DeviceRinging permissions={permissions} pushKey={pushKey} words={words} />
    </div>
  );
}

/** On the doctor's own phone: it rings even with the console closed. */
function DeviceRinging({ permissions, pushKey, words }: { readonly permissions: RingPermissions; readonly pushKey: string | undefined; readonly words: DoctorWords }) {
  const { device, turnDevice } = permissions;
  if (pushKey === undefined || device === 'none' || device === 'refused') return null;
  const on = device === 'on';
  return (
    <p>
      <span role="status">{on ? words.deviceOn : device === 'failed' ? words.deviceFailed : words.deviceOff}</span>{' '}
      <button class={on ? 'cs-link' : 'cs-button'} type="button" aria-disabled={device === 'busy'} onClick={() => device !== 'busy' && void turnDevice(on ? undefined : pushKey)}>
        {on ? words.deviceStop : device === 'failed' ? words.tryAgain : words.deviceRing}
      </button>
    </p>
  );
}
