/** The fixed words of the doctor's console. */
import { inFrenchType } from '../client/wording.ts';
import { en } from './words-en.ts';
import { fr } from './words-fr.ts';

export type DoctorWords = typeof en;

export const doctorWords: Readonly<Record<'fr' | 'en', DoctorWords>> = { fr: inFrenchType(fr), en };
