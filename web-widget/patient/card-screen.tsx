/** One card of the service -> the screen that asks it. */
import type { JSX } from 'preact';
import type { Card } from '../../src/contract/card.ts';
import { Age } from './screens/age.tsx';
import { Checklist } from './screens/checklist.tsx';
import { NumberQuestion } from './screens/number.tsx';
import { OwnWords } from './screens/own-words.tsx';
import type { Asking } from './screens/question.tsx';
import { AnythingElse, NoticeAgain, OneOf, YesNo } from './screens/taps.tsx';
import { Understood } from './screens/understood.tsx';

export type Asked = Exclude<Card, { kind: 'emergency' | 'outcome' }>;

type Props = Omit<Asking<Asked['kind']>, 'card'> & {
  readonly card: Asked;
  readonly draft: string | undefined;
  readonly onWrite: (text: string) => void;
  readonly onChange: (step: number) => void;
};

export function CardScreen({ card, draft, onWrite, onChange, ...rest }: Props): JSX.Element {
  switch (card.kind) {
    case 'notice':
      return <NoticeAgain card={card} {...rest} />;
    case 'who':
    case 'sex':
    case 'region':
    case 'complaint':
      return <OneOf card={card} {...rest} />;
    case 'age':
      return <Age card={card} {...rest} />;
    case 'gate':
    case 'checklist':
      return <Checklist card={card} {...rest} />;
    case 'words':
      return <OwnWords card={card} {...rest} text={draft ?? toldBefore(card)} onWrite={onWrite} />;
    case 'understood':
      return <Understood card={card} {...rest} onRewrite={() => onChange(card.steps.findLast((step) => step.kind === 'told')?.step ?? 0)} />;
    case 'yes-no':
      return <YesNo card={card} {...rest} />;
    case 'number':
      return <NumberQuestion card={card} {...rest} />;
    case 'anything-else':
      return <AnythingElse card={card} {...rest} />;
    default:
      return card satisfies never;
  }
}

/** Words that are told again begin as they were: the card of a reopened step is named by its place. */
function toldBefore(card: Extract<Card, { kind: 'words' }>): string {
  const step = card.steps[Number.parseInt(card.id, 10)];
  return step?.kind === 'told' ? step.answer : '';
}
