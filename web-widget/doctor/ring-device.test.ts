import { expect, it } from 'vitest';
import { createDeviceRinging, type DeviceRing, type DeviceRingParts, type PushSubscriptionKeys } from './ring-device.ts';

const keys = { p256dh: 'p', auth: 'a' };

type How = { readonly permission?: NotificationPermission; readonly answers?: NotificationPermission; readonly subscribed?: boolean; readonly breaks?: boolean };

function browser({ permission = 'default', answers = 'granted', subscribed = false, breaks = false }: How = {}) {
  const states: DeviceRing[] = [];
  const sent: PushSubscriptionKeys[] = [];
  let [now, has] = [permission, subscribed];
  const subscription = {
    toJSON: () => ({ endpoint: 'https://push.example/1', expirationTime: null, keys }),
    unsubscribe: async () => {
      has = false;
      return true;
    },
  };
  const parts: DeviceRingParts = {
    worker: async () => ({
      pushManager: {
        getSubscription: async () => (has ? subscription : null),
        subscribe: async () => {
          if (breaks) throw new Error('no push service');
          has = true;
          return subscription;
        },
      },
    }),
    ask: async () => (now = answers),
    permission: () => now,
    send: async (each) => void sent.push(each),
    changed: (state) => states.push(state),
  };
  return { parts, states, sent, has: () => has };
}

it('a doctor turns it on with one tap, and the service has where to ring', async () => {
  const { parts, states, sent } = browser();
  const ringing = createDeviceRinging(parts);
  await ringing.look('key');
  await ringing.turnOn('key');
  expect([states, sent]).toEqual([['off', 'busy', 'on'], [{ endpoint: 'https://push.example/1', keys }]]);
});

it('what is on from before rings whoever is signed in now', async () => {
  const { parts, states, sent } = browser({ permission: 'granted', subscribed: true });
  await createDeviceRinging(parts).look('key');
  expect([states, sent.length]).toEqual([['on'], 1]);
});

it('turned off, it is off', async () => {
  const { parts, states, has } = browser({ permission: 'granted', subscribed: true });
  await createDeviceRinging(parts).turnOff();
  expect([states, has()]).toEqual([['busy', 'off'], false]);
});

it.each([
  ['refused', { answers: 'denied' as const }, 'refused'],
  ['not answered', { answers: 'default' as const }, 'off'],
  ['without a push service', { breaks: true }, 'failed'],
])('%s: it says so and sends nothing', async (_name, how, last) => {
  const { parts, states, sent } = browser(how);
  await createDeviceRinging(parts).turnOn('key');
  expect([states.at(-1), sent]).toEqual([last, []]);
});

it('a service or a browser that cannot push shows nothing of it', async () => {
  const { parts, states } = browser();
  await createDeviceRinging(parts).look(undefined);
  await createDeviceRinging({ ...parts, worker: undefined }).look('key');
  expect(states).toEqual(['none', 'none']);
});
