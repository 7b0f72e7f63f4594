/**
 * What a Worker may do, by what it was given. Health data of French patients must stay with a certified host, which no public
 * edge is: there the Worker runs as `edge`, and has nothing of the record within its reach.
 */
import type { Words } from '../shared/language.ts';

export type WorkerMode =
  | { readonly kind: 'whole' }
  /** Asked for, and nothing of the record is at hand. */
  | { readonly kind: 'edge' }
  /** Neither: it serves what the edge serves, and the log says what to mend. */
  | { readonly kind: 'broken'; readonly why: string };

/** What must not be within reach of an edge: the record, its keys, and whoever is told patients' words. */
const ofTheRecord = ['HYPERDRIVE', 'RELAIS_KEK', 'DATABASE_URL', 'REDIS_URL', 'ANTHROPIC_API_KEY', 'LIVEKIT_API_SECRET', 'TURN_SECRET'] as const;
const needed = ['HYPERDRIVE', 'RELAIS_KEK'] as const;

export function workerMode(environment: Readonly<Record<string, unknown>>): WorkerMode {
  const given = (name: string): boolean => environment[name] !== undefined && environment[name] !== '';
  const edge = environment['RELAIS_EDGE'];
  if (edge !== undefined && edge !== 'yes' && edge !== 'no') return { kind: 'broken', why: 'RELAIS_EDGE: this setting cannot be used. Write yes or no.' };
  if (edge === 'yes') {
    const reach = ofTheRecord.filter(given);
    return reach.length === 0
      ? { kind: 'edge' }
      : { kind: 'broken', why: `RELAIS_EDGE is yes, and yet it is given ${reach.join(', ')}. Take them away, or take RELAIS_EDGE away where the record may lawfully be.` };
  }
  const lacking = needed.filter((name) => !given(name));
  if (lacking.length === 0) return { kind: 'whole' };
  return { kind: 'broken', why: `It is not given ${lacking.join(', ')}. Give them, or set RELAIS_EDGE=yes for the emergency numbers alone.` };
}

export const edgeReason: Words = {
  en: 'This address shows the emergency numbers only; no question is asked and nothing is kept here.',
  fr: 'Cette adresse ne montre que les numéros d’urgence ; aucune question n’y est posée et rien n’y est conservé.',
};

export const brokenReason: Words = {
  en: 'This service is not ready: for now it shows the emergency numbers only.',
  fr: 'Ce service n’est pas prêt : pour l’instant il ne montre que les numéros d’urgence.',
};
