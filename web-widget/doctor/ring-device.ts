/** "Ring this device": the browser's own way to ring a doctor whose console is closed, on or off. */

export type DeviceRing = 'none' | 'off' | 'on' | 'busy' | 'refused' | 'failed';

/** As the browser gives it, ready to be sent. */
export type PushSubscriptionKeys = { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };

type Subscription = Pick<PushSubscription, 'toJSON' | 'unsubscribe'>;
export type DeviceRingParts = {
  /** Undefined in a browser that cannot be pushed to. */
  readonly worker:
    | (() => Promise<{ readonly pushManager: { getSubscription: () => Promise<Subscription | null>; subscribe: (options: object) => Promise<Subscription> } }>)
    | undefined;
  readonly ask: () => Promise<NotificationPermission>;
  readonly permission: () => NotificationPermission;
  readonly send: (subscription: PushSubscriptionKeys) => Promise<void>;
  readonly changed: (state: DeviceRing) => void;
};

export type DeviceRinging = {
  /** How it is on this device; what is on is said again to the service, for whoever is signed in now. */
  readonly look: (pushKey: string | undefined) => Promise<void>;
  /** From a tap. */
  readonly turnOn: (pushKey: string) => Promise<void>;
  readonly turnOff: () => Promise<void>;
};

export function createDeviceRinging({ worker, ask, permission, send, changed }: DeviceRingParts): DeviceRinging {
  const tell = async (subscription: Subscription): Promise<void> => {
    const { endpoint, keys } = subscription.toJSON();
    const { p256dh, auth } = keys ?? {};
    if (endpoint === undefined || p256dh === undefined || auth === undefined) throw new Error('the browser gave no keys');
    await send({ endpoint, keys: { p256dh, auth } });
    changed('on');
  };
  const trying = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch {
      changed(permission() === 'denied' ? 'refused' : 'failed');
    }
  };
  return {
    look: async (pushKey) => {
      if (pushKey === undefined || !worker) return changed('none');
      if (permission() === 'denied') return changed('refused');
      if (permission() !== 'granted') return changed('off');
      await trying(async () => {
        const known = await (await worker()).pushManager.getSubscription();
        if (known) await tell(known);
        else changed('off');
      });
    },
    turnOn: async (pushKey) => {
      if (!worker) return;
      changed('busy');
      await trying(async () => {
        if ((await ask()) !== 'granted') return changed(permission() === 'denied' ? 'refused' : 'off');
        const { pushManager } = await worker();
        // One that was made with another key of ours opens nothing any more.
        await (await pushManager.getSubscription())?.unsubscribe();
        await tell(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey }));
      });
    },
    turnOff: async () => {
      if (!worker) return;
      changed('busy');
      await trying(async () => {
        // The service learns it from the push service, which knows this address no longer.
        await (await (await worker()).pushManager.getSubscription())?.unsubscribe();
        changed('off');
      });
    },
  };
}
