/** A doctor on call, as their console would act: looks, accepts what rings, talks, writes, ends; until told to go home. */
import { randomUUID } from 'node:crypto';
import type { MediaGrant } from '../../src/contract/consultation.ts';
import type { ConsoleSnapshot, DoctorView } from '../../src/contract/staff.ts';
import { call, type Caller } from './calls.ts';
import { pause, type House } from './house.ts';
import { beat, type Moment } from './patient.ts';

export type Shift = { readonly stop: () => Promise<readonly string[]> };
export type Habits = {
  readonly moment?: Moment;
  /** Presses the button twice, as people do. */
  readonly acceptsTwice?: boolean;
  /** Lets it ring. */
  readonly neverAnswers?: boolean;
};

const inHand: ReadonlySet<string> = new Set(['accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback']);

/** @returns a shift whose `stop` gives the consultations that this doctor ended. */
export function onCall(house: House, caller: Caller, habits: Habits = {}): Shift {
  let over = false;
  const ended: string[] = [];
  const working = work(house, caller, { habits, isOver: () => over, ended });
  return {
    stop: async () => {
      over = true;
      await working;
      return ended;
    },
  };
}

type Work = { readonly habits: Habits; readonly isOver: () => boolean; readonly ended: string[] };

async function work(house: House, caller: Caller, { habits, isOver, ended }: Work): Promise<void> {
  while (!isOver()) {
    const { body: console, status } = await call<ConsoleSnapshot>(house, caller, { method: 'GET', path: '/v1/staff/console' });
    if (status !== 200) throw new Error(`the console was answered ${status}`);
    if (console.availability !== 'on-call') await call(house, caller, { path: '/v1/staff/availability', body: { availability: 'on-call' } });
    if (console.current) ended.push(...(await conduct(house, caller, { id: console.current.id, habits, isOver })));
    else if (console.offer && habits.neverAnswers !== true) await accept(house, caller, console.offer, habits);
    else await pause(100);
  }
}

async function accept(house: House, caller: Caller, offer: { readonly id: string; readonly epoch: number }, { moment, acceptsTwice = false }: Habits): Promise<void> {
  moment?.('accept');
  const path = `/v1/staff/offers/${offer.id}/accept`;
  const body = { epoch: offer.epoch };
  await Promise.all(Array.from({ length: acceptsTwice ? 2 : 1 }, () => call(house, caller, { path, body })));
}

async function conduct(
  house: House,
  caller: Caller,
  { id, habits: { moment }, isOver }: { readonly id: string; readonly habits: Habits; readonly isOver: () => boolean },
): Promise<readonly string[]> {
  let epochWithMedia = -1;
  let noted = false;
  while (!isOver()) {
    const { body: view, status } = await call<DoctorView>(house, caller, { method: 'GET', path: `/v1/staff/consultations/${id}` });
    if (status !== 200 || !inHand.has(view.state)) return [];
    if (epochWithMedia !== view.epoch) {
      moment?.('doctor-media');
      const grant = await call<MediaGrant>(house, caller, { path: `/v1/consultations/${id}/media`, body: { webrtc: true, e2ee: false } });
      if (grant.status === 200 && grant.body.kind !== 'wait') epochWithMedia = grant.body.epoch;
    }
    await beat(house, caller, id, epochWithMedia);
    if (view.state === 'in-call') {
      moment?.('note');
      if (!noted)
        noted =
          (await call(house, caller, { path: `/v1/staff/consultations/${id}/note`, body: { version: view.note.version, text: `examen de ${view.patient.name}` } })).status < 300;
      const heard = view.messages.some((message) => message.from === 'patient');
      if (noted && heard) {
        moment?.('end');
        const end = { turnId: randomUUID(), epoch: view.epoch, move: 'end', disposition: view.urgency, advice: ['Buvez souvent.'] };
        const done = await call(house, caller, { path: `/v1/staff/consultations/${id}/moves`, body: end });
        if (done.status < 300) return [id];
      }
    }
    await pause(150);
  }
  return [];
}
