/**
 * The conversation as JSON lines: one card out, one answer in, until the outcome.
 * A line in is an answer to the card ({"none": true}), or a turn ({"action": "back"}), or {"new": {...}} to begin again.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { regionSchema } from '../contract/card.ts';
import { answerSchema, turnSchema } from '../contract/turn.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import type { Opening, Session } from './interview-session.ts';

const newSchema = z.strictObject({
  new: z.strictObject({
    who: z.enum(['me', 'my-child', 'with-me', 'elsewhere']).optional(),
    age: z.strictObject({ amount: z.number(), unit: z.enum(['d', 'w', 'm', 'y']) }).optional(),
    sex: z.enum(['female', 'male', 'unsure']).optional(),
    region: regionSchema.optional(),
    text: z.string().optional(),
  }),
});

type JsonPlay = { readonly start: (opening: Opening) => Promise<Session>; readonly opening: Opening };

export async function playJsonLines({ start, opening }: JsonPlay): Promise<number> {
  const print = (value: unknown): void => {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  };
  let session = await start(opening);
  let text = opening.text;
  /** Own words given in advance are told as soon as they are asked for. */
  const tell = async (): Promise<void> => {
    if (text === undefined || session.card().kind !== 'words') return;
    const words = text;
    text = undefined;
    await session.answer({ text: words });
  };
  await tell();
  print(session.card());
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(line);
      const begin = newSchema.safeParse(value);
      if (begin.success) {
        const { who, age, sex, region } = begin.data.new;
        session = await start({ who, age, sex, region, text: undefined });
        text = begin.data.new.text;
      } else await takeLine(session, value);
      await tell();
      print(session.card());
    } catch (error) {
      print({ error: describe(error, session.card().language), card: session.card().id });
    }
  }
  const { kind } = session.card();
  return kind === 'outcome' || kind === 'emergency' ? 0 : 1;
}

async function takeLine(session: Session, value: unknown): Promise<void> {
  if (typeof value === 'object' && value !== null && 'action' in value) {
    await session.take(turnSchema.parse({ turnId: randomUUID(), ...value }));
    return;
  }
  const answer = answerSchema.safeParse(value);
  if (!answer.success)
    throw new RelaisError(
      'invalid-input',
      { en: 'this is not an answer', fr: 'ce n’est pas une réponse' },
      { field: 'answer', mend: { en: 'see docs/operations.md, "The conversation as JSON lines"', fr: 'voir docs/operations.md, « The conversation as JSON lines »' } },
    );
  await session.answer(answer.data);
}

function describe(error: unknown, language: Language): { readonly code: string; readonly reason: string; readonly field?: string; readonly mend?: string } {
  if (error instanceof RelaisError)
    return { code: error.code, reason: error.reason[language], ...(error.field ? { field: error.field } : {}), ...(error.mend ? { mend: error.mend[language] } : {}) };
  if (error instanceof SyntaxError) {
    return language === 'fr'
      ? { code: 'invalid-input', reason: 'la ligne n’est pas du JSON', mend: 'envoyez un objet JSON sur une ligne' }
      : { code: 'invalid-input', reason: 'the line is not JSON', mend: 'send one JSON object on one line' };
  }
  if (error instanceof z.ZodError) return { code: 'invalid-input', reason: error.issues[0]?.message ?? 'wrong form', field: error.issues[0]?.path.join('.') ?? '' };
  throw error;
}
