/** A lexicon small enough to read at a glance, for tests of the language and never for a person. */
import { compileLexicon, readWords, type LexiconContent } from '../lexicon.ts';
import type { Reading } from '../reading.ts';

type Say = { readonly topic?: string; readonly en?: readonly string[]; readonly fr?: readonly string[] };

const findings: Readonly<Record<string, Say>> = {
  fever: { en: ['fever*', 'high temperature'], fr: ['fievre', 'fievreux'] },
  cough: { en: ['cough|coughing|coughs'], fr: ['toux', 'tousse|tousser'] },
  rash: { en: ['rash*'], fr: ['boutons', 'eruption'] },
  'chest-pain': { en: ['chest pain|hurts|hurting|tight', 'pain chest'], fr: ['mal|douleur poitrine', 'douleur thoracique'] },
  headache: { en: ['headache*', 'head hurts'], fr: ['mal tete', 'maux tete'] },
  'sore-throat': { en: ['sore throat', 'throat sore|hurts'], fr: ['mal gorge'] },
  'belly-pain': { en: ['stomach|belly pain|ache', 'stomachache'], fr: ['mal ventre'] },
  breathless: { en: ['cant|cannot|trouble breathe|breathing', 'short breath', 'breathless'], fr: ['mal respirer', 'arrive pas|plus respirer', 'essouffl*'] },
  vomiting: { en: ['vomit*', 'throwing up'], fr: ['vomi*'] },
  fainted: { en: ['fainted|fainting', 'passed out'], fr: ['evanoui*', 'perdu connaissance'] },
  seizure: { en: ['seizure*', 'had fit'], fr: ['convulsion*'] },
  stroke: { en: ['stroke'], fr: ['avc'] },
  'no-appetite': { en: ['no appetite'], fr: ['plus|pas appetit|faim'] },
  'weak-arm': { en: ['arm weak|numb'], fr: ['bras faible|engourdi*'] },
  drooling: { en: ['drool*'], fr: ['bave*'] },
  'face-droop': { en: ['face drooping'], fr: ['visage tombe'] },
  pregnant: { topic: 'pregnancy', en: ['pregnan*'], fr: ['enceinte'] },
  'past-clot': { topic: 'history', en: ['blood clot', 'had dvt'], fr: ['phlebite'] },
  diabetes: { topic: 'history', en: ['diabet*'], fr: ['diabet*'] },
  suicidal: { topic: 'mind', en: ['kill myself', 'want to die'], fr: ['me tuer', 'envie mourir'] },
};

const content: LexiconContent = {
  findings: Object.entries(findings).map(([id, { topic = 'body', en = [], fr = [] }]) => ({ id, topic, words: { en: { say: en }, fr: { say: fr } } })),
  pathways: [
    { id: 'chest', opensOnPhrases: { en: ['chest pain', 'heart attack'], fr: ['poitrine', 'infarctus'] } },
    { id: 'fever', opensOnPhrases: { en: ['fever', 'hot'], fr: ['fievre'] } },
  ],
  uncovered: [{ id: 'ear', phrases: { en: ['earache'], fr: ['mal oreille'] } }],
};

export const smallLexicon = compileLexicon(content);

export function read(text: string): Reading {
  return readWords(smallLexicon, text, 'en');
}

/** "fever, no cough": what is said to be there as its id, what is denied with a minus, sorted. */
export function said(text: string): string {
  return read(text)
    .proposals.filter((proposal) => typeof proposal.value === 'string')
    .map((proposal) => (proposal.value === 'absent' ? '-' : '') + proposal.finding)
    .sort()
    .join(' ');
}

/** The number that was read for a finding; undefined when none was. */
export function number(text: string, finding: string): number | undefined {
  const value = read(text).proposals.find((proposal) => proposal.finding === finding)?.value;
  return typeof value === 'number' ? value : undefined;
}
