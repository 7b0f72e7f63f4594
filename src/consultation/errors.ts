/** Refusals of the handover, each with its way on. */
import { nothingHere, RelaisError } from '../shared/errors.ts';

export function notHere(): RelaisError {
  return new RelaisError('not-found', nothingHere);
}

export function movedOn(): RelaisError {
  return new RelaisError(
    'moved-on',
    { en: 'the consultation has moved on in the meantime', fr: 'la consultation a avancé entre-temps' },
    { field: 'epoch', mend: { en: 'load it again: nothing is lost', fr: 'rechargez-la : rien n’est perdu' } },
  );
}

export function notNow(): RelaisError {
  return new RelaisError(
    'moved-on',
    { en: 'this cannot be done in its present state', fr: 'cela n’est pas possible dans son état actuel' },
    { field: 'move', mend: { en: 'load it again and choose one of its moves', fr: 'rechargez-la et choisissez l’une des actions proposées' } },
  );
}
