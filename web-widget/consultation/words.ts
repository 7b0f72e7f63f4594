/** The fixed words of the patient's side of a consultation. What the service says of a state comes with the state itself. */
import { inFrenchType } from '../client/wording.ts';
import { en } from './words-en.ts';
import { fr } from './words-fr.ts';

export type ConsultationWords = typeof en;

export const consultationWords: Readonly<Record<'fr' | 'en', ConsultationWords>> = { fr: inFrenchType(fr), en };
