/** The fixed words of the served pages: what a person reads before, and without, the application. */
import type { Language } from '../../shared/language.ts';

const fr = {
  emergency: 'Numéros d’urgence',
  danger: 'Une vie est en danger ? Appelez maintenant.',
  cannotSpeak: 'Vous ne pouvez pas parler, ou pas sans danger ?',
  loading: 'La page se charge…',
  slow: 'La suite n’arrive pas : rechargez la page. Si c’est urgent, appelez l’un de ces numéros.',
  noScript: 'Les questions ne peuvent pas être posées ici : JavaScript est désactivé dans ce navigateur. Activez-le, ou appelez l’un de ces numéros.',
  otherLanguage: 'English',
  nothingHere: 'Cette page n’existe pas',
  nothingHereWay: 'L’adresse est peut-être incomplète, ou ce service n’est plus proposé ici.',
  start: 'Aller à la page d’orientation',
  away: 'Les questions ne peuvent pas être posées ici maintenant',
  awayNow: 'Le service ne peut pas prendre votre demande en ce moment. Rien de ce que vous avez répondu avant n’est perdu.',
  awayWay: 'Rechargez la page dans quelques minutes. Si cela ne peut pas attendre, appelez l’un des numéros ci-dessus, ou votre médecin.',
  awayHome: 'Aller au service complet',
  doctor: 'Relais : console du médecin',
  doctorNoScript: 'La console a besoin de JavaScript. Activez-le dans ce navigateur.',
  interpreter: 'Relais : interprète',
  interpreterNoScript: 'Cette page a besoin de JavaScript. Activez-le dans ce navigateur, ou demandez au médecin de vous téléphoner.',
};

const en: typeof fr = {
  emergency: 'Emergency numbers',
  danger: 'Is a life in danger? Call now.',
  cannotSpeak: 'You cannot speak, or it is not safe to?',
  loading: 'The page is loading…',
  slow: 'The rest does not come: reload the page. If it is urgent, call one of these numbers.',
  noScript: 'The questions cannot be asked here: JavaScript is off in this browser. Turn it on, or call one of these numbers.',
  otherLanguage: 'Français',
  nothingHere: 'This page does not exist',
  nothingHereWay: 'The address may be incomplete, or this service is no longer offered here.',
  start: 'Go to the guidance page',
  away: 'The questions cannot be asked here now',
  awayNow: 'The service cannot take your request at the moment. Nothing that you answered before is lost.',
  awayWay: 'Reload the page in a few minutes. If it cannot wait, call one of the numbers above, or your doctor.',
  awayHome: 'Go to the whole service',
  doctor: 'Relais: doctor’s console',
  doctorNoScript: 'The console needs JavaScript. Turn it on in this browser.',
  interpreter: 'Relais: interpreter',
  interpreterNoScript: 'This page needs JavaScript. Turn it on in this browser, or ask the doctor to phone you.',
};

export const pageWords: Readonly<Record<Language, typeof fr>> = { fr, en };
