/** A person over HTTP, as a page of ours would speak for them. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer } from '../../src/contract/turn.ts';

export type Patient = { readonly encounterId: string; readonly capability: string; card: Card };

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** @param address where the person calls from, where the runtime takes a header's word for it. */
export async function openPatient(url: string, address?: string): Promise<Patient> {
  const response = await fetch(`${url}/v1/encounters`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Relais-Session': 'bearer', ...(address === undefined ? {} : { 'X-Forwarded-For': address, 'CF-Connecting-IP': address }) },
    body: JSON.stringify({ language: 'fr', turnId: randomUUID() }),
  });
  return (await json(response)) as Patient;
}

export async function answer(url: string, patient: Patient, given: CardAnswer): Promise<void> {
  const response = await fetch(`${url}/v1/encounters/${patient.encounterId}/turns`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${patient.capability}` },
    body: JSON.stringify({ action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: given }),
  });
  ({ card: patient.card } = (await json(response)) as { card: Card });
}

/** The card as the service has it now. */
export async function look(url: string, patient: Patient): Promise<Card> {
  const response = await fetch(`${url}/v1/encounters/${patient.encounterId}`, { headers: { Authorization: `Bearer ${patient.capability}` } });
  return ((await json(response)) as { card: Card }).card;
}

/** What someone of 31 with a sore throat and nothing else says to a card. */
export function soreThroatOnly(card: Card): CardAnswer {
  switch (card.kind) {
    case 'notice':
      return { accept: true };
    case 'who':
      return { choice: 'me' };
    case 'age':
      return { amount: 31, unit: 'y' };
    case 'sex':
      return { choice: 'male' };
    case 'region':
      return { choice: 'FR' };
    case 'complaint':
      return { choice: card.choices[0]?.value ?? '' };
    case 'gate':
    case 'checklist':
      return { none: true };
    case 'words':
      return { text: "j'ai mal à la gorge depuis trois jours" };
    case 'understood':
      return { confirm: true };
    case 'yes-no':
      return { value: 'no' };
    case 'number':
      return card.notMeasured === undefined ? { value: 'unsure' } : { notMeasured: true };
    case 'anything-else':
      return { more: false };
    case 'emergency':
    case 'outcome':
      throw new Error(`nothing is asked on ${card.kind}`);
    default:
      return card satisfies never;
  }
}
