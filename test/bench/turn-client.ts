/**
 * The load of the turn benchmark, a process of its own so that its work is not the server's, and as little as can be:
 * the conversations are played once, then sent again for person after person with turn ids of their own.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer } from '../../src/contract/turn.ts';

export type LoadTask =
  /** Opens encounters for a later `turns`; not measured. */
  | { readonly kind: 'open'; readonly url: string; readonly people: number }
  /** Takes their turns until the time is over, or the people are. */
  | { readonly kind: 'turns'; readonly url: string; readonly connections: number; readonly seconds: number }
  /** Sends the bodies of the same turns to a route that knows nobody. */
  | { readonly kind: 'replay'; readonly url: string; readonly connections: number; readonly seconds: number };
export type LoadResult = { readonly turns: number; readonly seconds: number; readonly millis: readonly number[] };

const sentences = [
  "j'ai mal à la gorge depuis trois jours",
  "I twisted my ankle on the stairs this morning and it's swollen",
  'brûlures en urinant depuis hier, pas de fièvre',
  'lower back pain since I moved house at the weekend',
  'mal au ventre depuis ce matin, envie de vomir',
];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise<string>((done, failed) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)), ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => {
          const said = Buffer.concat(chunks).toString();
          if ((response.statusCode ?? 500) < 300) done(said);
          else failed(new Error(`${url} answered ${response.statusCode}: ${said}`));
        });
      },
    );
    sent.once('error', failed);
    sent.end(body);
  });
}

/** What a person with nothing alarming taps. */
function answerTo(card: Card, sentence: string): CardAnswer | undefined {
  switch (card.kind) {
    case 'notice':
      return { accept: true };
    case 'who':
      return { choice: 'me' };
    case 'age':
      return { amount: 34, unit: 'y' };
    case 'sex':
      return { choice: 'female' };
    case 'region':
      return { choice: card.suggested };
    case 'gate':
    case 'checklist':
      return { none: true };
    case 'words':
      return { text: sentence };
    case 'understood':
      return { confirm: true };
    case 'complaint':
      return { choice: card.choices[0]?.value ?? 'unrecognised' };
    case 'yes-no':
      return { value: 'no' };
    case 'number':
      return card.shortcuts[0] ? { shortcut: card.shortcuts[0].value } : { value: 'unsure' };
    case 'anything-else':
      return { more: false };
    case 'emergency':
    case 'outcome':
      return undefined;
    default:
      return card satisfies never;
  }
}

type Bare = { readonly action: 'answer'; readonly card: string; readonly answer: CardAnswer };
type Person = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly script: readonly Bare[] };
type Opened = { readonly encounterId: string; readonly capability: string; readonly card: Card };

const scripts: Bare[][] = [];
let people: Person[] = [];

async function openOne(url: string, number: number): Promise<Opened> {
  // Each made-up patient from an address of its own: the limit on opening is not what is measured.
  const headers = { 'X-Relais-Session': 'bearer', 'X-Test-Address': String(number) };
  // The form is the contract's; a status other than 2xx has thrown.
  return JSON.parse(await post(`${url}/v1/encounters`, JSON.stringify({ language: 'fr', turnId: randomUUID() }), headers)) as Opened;
}

async function recordScripts(url: string): Promise<void> {
  for (const [number, sentence] of sentences.entries()) {
    const { encounterId, capability, card: first } = await openOne(url, number);
    const script: Bare[] = [];
    let card = first;
    for (let answer = answerTo(card, sentence); answer; answer = answerTo(card, sentence)) {
      const turn: Bare = { action: 'answer', card: card.id, answer };
      script.push(turn);
      const said = await post(`${url}/v1/encounters/${encounterId}/turns`, JSON.stringify({ ...turn, turnId: randomUUID() }), { Authorization: `Bearer ${capability}` });
      ({ card } = JSON.parse(said) as { card: Card });
    }
    scripts.push(script);
  }
}

async function open(url: string, count: number): Promise<LoadResult> {
  if (scripts.length === 0) await recordScripts(url);
  people = [];
  for (let number = 0; number < count; number += 1) {
    const { encounterId, capability } = await openOne(url, 1000 + number);
    people.push({ path: `/v1/encounters/${encounterId}/turns`, headers: { Authorization: `Bearer ${capability}` }, script: scripts[number % scripts.length] ?? [] });
  }
  return { turns: 0, seconds: 0, millis: [] };
}

/** Each connection takes one person after the other through their conversation. */
async function turns(connections: number, seconds: number, address: (person: Person) => string): Promise<LoadResult> {
  const millis: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const one = async (): Promise<void> => {
    for (let person = people.pop(); person && performance.now() < end; person = people.pop()) {
      for (const turn of person.script) {
        const sent = performance.now();
        if (sent >= end) return;
        await post(address(person), JSON.stringify({ ...turn, turnId: randomUUID() }), person.headers);
        millis.push(performance.now() - sent);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { turns: millis.length, seconds: (performance.now() - start) / 1000, millis };
}

async function work(task: LoadTask): Promise<LoadResult> {
  switch (task.kind) {
    case 'open':
      return open(task.url, task.people);
    case 'turns':
      return turns(task.connections, task.seconds, (person) => `${task.url}${person.path}`);
    case 'replay': {
      const endless: Person = { path: '', headers: {}, script: scripts.flat() };
      people = Array.from({ length: 10_000 }, () => endless);
      return turns(task.connections, task.seconds, () => task.url);
    }
    default:
      return task satisfies never;
  }
}

process.on('message', (task: LoadTask) => {
  void work(task).then((result) => process.send?.(result));
});
