/** `npm run triage`: the conversation in a terminal, or as JSON lines for a program. Nothing is stored. */
import { readerFor } from '../platform/reading.ts';
import { loadRules } from '../platform/rules.ts';
import { isLanguage } from '../shared/language.ts';
import { regionIds } from '../triage/ruleset.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';
import { startSession, type Opening, type Session } from './interview-session.ts';
import { playJsonLines } from './triage-json.ts';
import { playTerminal } from './triage-terminal.ts';

const usage = `npm run triage -- [--lang fr|en] [--region FR|UK] [--who me|my-child|with-me|elsewhere] [--age 34y] [--sex female|male|unsure] ["own words"]
npm run -s triage -- --json ...   one JSON card per line out, one JSON answer per line in (docs/operations.md)`;

const whoChoices = ['me', 'my-child', 'with-me', 'elsewhere'];

await runCommand(async () => {
  const { values, words } = readFlags(
    process.argv.slice(2),
    {
      lang: { type: 'string' },
      region: { type: 'string' },
      who: { type: 'string' },
      age: { type: 'string' },
      sex: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    usage,
  );
  if (values.help === true) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const language = values.lang ?? 'fr';
  if (!isLanguage(language)) throw new UsageError(`--lang "${language}" is not known`, 'use fr or en');
  const region = regionIds.find((id) => id === (values.region ?? 'FR'));
  if (!region) throw new UsageError(`--region "${values.region ?? ''}" is not known`, `use ${regionIds.join(' or ')}`);
  if (values.who !== undefined && !whoChoices.includes(values.who)) throw new UsageError(`--who "${values.who}" is not known`, `use ${whoChoices.join(', ')}`);
  const age = values.age === undefined ? undefined : /^(\d+(?:\.\d+)?)\s*([dwmy])?$/.exec(values.age);
  if (age === null) throw new UsageError(`--age "${values.age ?? ''}" is not an age`, 'write it like 34y, 18m, 10w or 20d');
  if (values.sex !== undefined && !['female', 'male', 'unsure'].includes(values.sex)) throw new UsageError(`--sex "${values.sex}" is not known`, 'use female, male or unsure');

  const active = readerFor(await loadRules());
  const start = async (opening: Opening): Promise<Session> => {
    const session = startSession(active, { language, region: opening.region ?? region });
    await fillOpening(session, opening);
    return session;
  };
  const opening: Opening = {
    who: values.who,
    age: age ? { amount: Number(age[1]), unit: (age[2] ?? 'y') as 'd' | 'w' | 'm' | 'y' } : undefined, // the pattern admits only these units
    sex: values.sex,
    region: values.region === undefined ? undefined : region,
    text: words.length > 0 ? words.join(' ') : undefined,
  };
  return values.json === true ? playJsonLines({ start, opening }) : playTerminal({ session: await start(opening), language, text: opening.text });
});

/** Answers the opening cards that the flags already answer, in order, up to the first they do not. */
async function fillOpening(session: Session, opening: Opening): Promise<void> {
  const anything = opening.who !== undefined || opening.age !== undefined || opening.sex !== undefined;
  for (;;) {
    const card = session.card();
    if (card.kind === 'notice' && anything) await session.answer({ accept: true });
    else if (card.kind === 'who' && anything) await session.answer({ choice: opening.who ?? 'me' });
    else if (card.kind === 'age' && opening.age) await session.answer(opening.age);
    else if (card.kind === 'sex' && opening.sex !== undefined) await session.answer({ choice: opening.sex });
    else if (card.kind === 'region' && opening.region !== undefined) await session.answer({ choice: opening.region });
    else return;
  }
}
