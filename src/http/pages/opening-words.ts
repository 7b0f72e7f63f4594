/** The words of the opening card: in the page that is served, and given to its script for the other language. */
import type { OpeningWords } from '../../contract/page.ts';
import type { Language } from '../../shared/language.ts';

const fr: OpeningWords = {
  title: 'Besoin de soins ? Trouvez où aller',
  lead: 'Quelques questions, le plus souvent une seule touche. Vous saurez dans quel délai être vu(e), où, et que faire en attendant.',
  whoFor: 'Pour vous, votre enfant ou une personne que vous aidez, en France ou au Royaume-Uni.',
  facts: ['3 minutes environ', 'Gratuit, sans compte', 'En français ou en anglais'],
  start: 'J’ai compris, je suis d’accord : commencer',
  starting: 'On commence…',
  consentNote: 'Rien n’est enregistré avant que vous touchiez ce bouton.',
  haveCode: 'J’ai un code d’un autre appareil',
  codeField: 'Code',
  goOn: 'Continuer ici',
  brand: 'Relais',
  languageSwitch: 'English',
  emergencyNumbers: 'Numéros d’urgence',
  danger: 'Vie en danger ?',
  cannotSpeak: 'Vous ne pouvez pas parler, ou pas sans danger ?',
  leave: 'Quitter vite',
  leaveHint: 'Ferme cette page aussitôt et ouvre un autre site. Trois fois la touche Échap fait pareil.',
};

const en: OpeningWords = {
  title: 'Need care? Find out where to go',
  lead: 'A few questions, mostly one tap each. Then you know how soon you should be seen, where, and what to do until then.',
  whoFor: 'For you, your child, or someone you help, in France or the United Kingdom.',
  facts: ['About 3 minutes', 'Free, no account', 'French or English'],
  start: 'I understand and agree: start',
  starting: 'Starting…',
  consentNote: 'Nothing is stored before you tap.',
  haveCode: 'I have a code from another device',
  codeField: 'Code',
  goOn: 'Go on here',
  brand: 'Relais',
  languageSwitch: 'Français',
  emergencyNumbers: 'Emergency numbers',
  danger: 'Life in danger?',
  cannotSpeak: 'You cannot speak, or it is not safe to?',
  leave: 'Leave quickly',
  leaveHint: 'Closes this page at once and opens another site. The Escape key three times does the same.',
};

export const openingWords: Readonly<Record<Language, OpeningWords>> = { fr, en };
