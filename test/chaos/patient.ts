/** A person with a sore throat who asks for a doctor, waits, talks and reads the advice, as their page would. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../../src/contract/card.ts';
import type { ConsultationTerms, HeartbeatReply, MediaGrant, Message, PatientView } from '../../src/contract/consultation.ts';
import { soreThroatOnly } from '../platform/patient.ts';
import { anAddress, call, type Caller } from './calls.ts';
import { pause, type House } from './house.ts';

export type Moment = (name: string) => void;
export type Seen = { readonly consultationId: string; readonly last: PatientView; readonly states: readonly string[]; readonly heard: readonly string[] };

type Opened = { readonly encounterId: string; readonly capability: string; readonly card: Card };

const ends: ReadonlySet<string> = new Set(['ended', 'sent-to-emergency', 'withdrawn', 'escalated']);
const inHand: ReadonlySet<string> = new Set(['accepted', 'connecting', 'in-call', 'interrupted']);

/** Up to the outcome. @throws when a reply is not what the contract says. */
export async function tell(house: Pick<House, 'urls'>, moment: Moment): Promise<{ readonly caller: Caller; readonly encounterId: string }> {
  moment('open');
  const address = anAddress();
  const opened = await call<Opened>(house, { headers: { 'X-Relais-Session': 'bearer', ...address } }, { path: '/v1/encounters', body: { language: 'fr', turnId: randomUUID() } });
  // The reply to the first try was lost with its capability: a page opens another.
  if (opened.status !== 201) return tell(house, moment);
  const { encounterId, capability } = opened.body;
  const caller: Caller = { headers: { Authorization: `Bearer ${capability}`, ...address } };
  let { card } = opened.body;
  while (card.kind !== 'outcome') {
    moment(card.kind);
    const turn = { action: 'answer', turnId: randomUUID(), card: card.id, answer: soreThroatOnly(card) };
    const reply = await call<{ card: Card }>(house, caller, { path: `/v1/encounters/${encounterId}/turns`, body: turn });
    if (reply.status !== 200 && reply.status !== 409) throw new Error(`a turn was answered ${reply.status}`);
    card = reply.status === 200 ? reply.body.card : (await call<{ card: Card }>(house, caller, { method: 'GET', path: `/v1/encounters/${encounterId}` })).body.card;
  }
  return { caller, encounterId };
}

export async function ask(house: Pick<House, 'urls'>, { caller, encounterId }: { readonly caller: Caller; readonly encounterId: string }, name: string): Promise<PatientView> {
  const path = `/v1/encounters/${encounterId}/consultation`;
  const terms = await call<ConsultationTerms>(house, caller, { method: 'GET', path: `${path}/terms` });
  if (terms.status !== 200) throw new Error(`the terms were answered ${terms.status}`);
  const body = {
    turnId: randomUUID(),
    person: { name, birthDate: '1995-04-02', phone: '01 99 00 12 34' },
    consent: { version: terms.body.consentVersion, accepted: true, earlierEncounters: false },
    suitability: { privatePlace: true, camera: true },
  };
  const asked = await call<PatientView>(house, caller, { path, body });
  if (asked.status !== 200 && asked.status !== 201) throw new Error(`asking was answered ${asked.status}: ${JSON.stringify(asked.body)}`);
  return asked.body;
}

/** From asking to the end, as a page would: looking, asking for media when it is time, saying how it is. */
export async function consult(house: Pick<House, 'urls'>, name: string, moment: Moment): Promise<Seen> {
  const patient = await tell(house, moment);
  moment('ask');
  let view = await ask(house, patient, name);
  const states: string[] = [view.state];
  let epochWithMedia = -1;
  let said = false;
  const until = Date.now() + 240_000;
  while (!ends.has(view.state)) {
    if (Date.now() > until) throw new Error(`${name} was still ${view.state} after 4 minutes`);
    await pause(120);
    if (inHand.has(view.state)) {
      if (epochWithMedia !== view.epoch) {
        moment('media');
        const grant = await call<MediaGrant>(house, patient.caller, { path: `/v1/consultations/${view.id}/media`, body: { webrtc: true, e2ee: false } });
        if (grant.status === 200 && grant.body.kind !== 'wait') epochWithMedia = grant.body.epoch;
      }
      moment('heartbeat');
      await beat(house, patient.caller, view.id, epochWithMedia);
      if (view.state === 'in-call' && !said) {
        moment('message');
        said = (await call(house, patient.caller, { path: `/v1/consultations/${view.id}/messages`, body: { turnId: randomUUID(), text: `bonjour de ${name}` } })).status < 300;
      }
    }
    const reply = await call<PatientView>(house, patient.caller, { method: 'GET', path: `/v1/encounters/${patient.encounterId}/consultation` });
    if (reply.status !== 200) throw new Error(`looking was answered ${reply.status}`);
    view = reply.body;
    if (states.at(-1) !== view.state) states.push(view.state);
  }
  const messages = await call<{ messages: readonly Message[] }>(house, patient.caller, { method: 'GET', path: `/v1/consultations/${view.id}/messages` });
  return { consultationId: view.id, last: view, states, heard: messages.body.messages.map((message) => message.text) };
}

/** All is well with picture and sound, as far as this side sees. */
export async function beat(house: Pick<House, 'urls'>, caller: Caller, consultationId: string, epoch: number): Promise<HeartbeatReply | undefined> {
  if (epoch < 0) return undefined;
  const media = { kind: 'direct', connection: 'connected', audioOut: true, videoOut: true, audioIn: true, videoIn: true, quality: 'good' };
  const reply = await call<HeartbeatReply>(house, caller, { path: `/v1/consultations/${consultationId}/heartbeat`, body: { epoch, media } });
  return reply.status === 200 ? reply.body : undefined;
}
