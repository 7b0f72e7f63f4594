/** `npm run encounter -- list|show|export|replay|erase`: what an operator may do with the record; every look is audited. */
import { readConfig } from '../platform/config.ts';
import { openBase, type Base } from '../platform/service.ts';
import { openStored, type OpenEncounter } from '../record/encounter-records.ts';
import { factsOf, fold, personOf } from '../record/fold.ts';
import { RelaisError } from '../shared/errors.ts';
import { assess } from '../triage/assess.ts';
import { compileRuleset } from '../triage/compile.ts';
import { sameOutcome } from '../triage/outcome.ts';
import type { Ruleset } from '../triage/ruleset.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run encounter -- list [--site demo] [--most 20]
npm run encounter -- show <id> [--reveal]     without --reveal: times and kinds only
npm run encounter -- export <id>              everything kept of it, as JSON
npm run encounter -- replay <id>              assesses it again with the rules it was pinned to
npm run encounter -- erase <id> --yes         destroys its key: it can never be read again`;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { site: { type: 'string' }, most: { type: 'string' }, reveal: { type: 'boolean' }, yes: { type: 'boolean' } }, usage);
  const [verb, id] = words;
  if (verb === undefined || !['list', 'show', 'export', 'replay', 'erase'].includes(verb))
    throw new UsageError(verb === undefined ? 'what should be done?' : `"${verb}" is not known`, usage);
  if (verb !== 'list' && (id === undefined || !uuid.test(id))) throw new UsageError('an encounter id is needed', usage);
  const most = Number(values.most ?? 20);
  if (!Number.isInteger(most) || most < 1 || most > 1000) throw new UsageError(`--most "${values.most ?? ''}" is not a number from 1 to 1000`, usage);
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    return await act(base, verb, id ?? '', { site: values.site, most, reveal: values.reveal === true, yes: values.yes === true });
  } finally {
    await base.close();
  }
});

type Options = { readonly site: string | undefined; readonly most: number; readonly reveal: boolean; readonly yes: boolean };

async function act(base: Base, verb: string, id: string, options: Options): Promise<number> {
  const print = (value: unknown): void => void process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
  const { operator } = base;
  if (verb === 'list') {
    for (const item of await operator.list(options.site, options.most)) {
      print([item.id, item.site, new Date(item.openedAt).toISOString(), `${item.turns} turns`, item.state, item.urgency ?? '-', item.rulesetHash.slice(0, 12)].join('  '));
    }
    return 0;
  }
  if (verb === 'erase') {
    if (!options.yes) throw new UsageError('erasing cannot be undone', 'add --yes');
    const erased = await operator.erase(id, Date.now());
    print(erased ? `${id} erased` : `${id} is not there, or has been erased already`);
    return erased ? 0 : 1;
  }
  const encounter = await readEncounter(base, id);
  await operator.note(id, verb, Date.now());
  switch (verb) {
    case 'show':
      for (const turn of encounter.turns)
        print(`${new Date(turn.at).toISOString()}  ${options.reveal ? JSON.stringify(turn.events) : turn.events.map((event) => event.kind).join(', ')}`);
      return 0;
    case 'export':
      print({ id: encounter.id, site: encounter.site, rulesetHash: encounter.rulesetHash, turns: encounter.turns });
      return 0;
    default:
      return replay(base, encounter, print);
  }
}

async function readEncounter(base: Base, id: string): Promise<OpenEncounter> {
  const stored = await base.operator.read(id);
  if (!stored) throw new RelaisError('not-found', { en: `there is no encounter ${id}`, fr: `il n’y a pas d’échange ${id}` });
  return openStored({ keys: base.keys }, { site: stored.site, encounterId: id, capabilityHash: new Uint8Array(0) }, stored);
}

/** The same facts through the very rules it was pinned to: the outcome must be the one that was shown. */
async function replay(base: Base, encounter: OpenEncounter, print: (value: unknown) => void): Promise<number> {
  const body = await base.operator.loadRuleset(encounter.rulesetHash);
  if (body === undefined)
    throw new RelaisError('unavailable', { en: `the rules ${encounter.rulesetHash} are not kept here`, fr: `les règles ${encounter.rulesetHash} ne sont pas conservées ici` });
  // Written by us, whole, from a checked ruleset; its hash is compared below.
  const rules = compileRuleset(JSON.parse(body) as Ruleset);
  if (rules.hash !== encounter.rulesetHash)
    throw new RelaisError('unavailable', { en: 'the kept rules are not the ones that were used', fr: 'les règles conservées ne sont pas celles qui ont servi' });
  const events = encounter.turns.flatMap((turn) => turn.events);
  if (!events.some((event) => event.kind === 'assessed')) print('nothing to replay: it has no outcome yet');
  let same = true;
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'assessed') continue;
    const state = fold(events.slice(0, index));
    const person = personOf(state);
    if (!person) continue;
    const { outcome } = assess(
      rules,
      factsOf(state, person, (name) => rules.pathwayOf.has(name)),
    );
    const equal = sameOutcome(outcome, event.outcome);
    same &&= equal;
    print(`${equal ? 'same' : 'DIFFERENT'}  shown ${event.outcome.urgency}, replayed ${outcome.urgency}`);
  }
  return same ? 0 : 1;
}
