/**
 * `npm run rules:length`: every example played as a conversation, its words told in each language and everything else
 * answered as the example says: how many taps from the first words, how many findings shown, and does it come out right.
 */
import { readerFor } from '../platform/reading.ts';
import { loadRules } from '../platform/rules.ts';
import type { Language } from '../shared/language.ts';
import type { Example } from '../triage/ruleset.ts';
import type { ActiveRules } from '../conversation/conversation.ts';
import { readFlags, runCommand } from './flags.ts';
import { playExample, type Played } from './play-example.ts';

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { verbose: { type: 'boolean' } }, 'npm run rules:length -- [pathway] [--verbose]');
  const active = readerFor(await loadRules());
  const all: Played[] = [];
  for (const { pathway } of active.rules.pathways) {
    if (words.length > 0 && !words.includes(pathway.id)) continue;
    const played: Played[] = [];
    for (const example of pathway.examples) for (const language of ['fr', 'en'] as const) played.push(await playOne(active, example, language, values.verbose === true));
    all.push(...played);
    line(pathway.id, played);
  }
  line('all', all);
  return 0;
});

async function playOne(active: ActiveRules, example: Example, language: Language, verbose: boolean): Promise<Played> {
  const played = await playExample(active, example, language);
  if (verbose)
    process.stdout.write(
      `${played.right ? ' ' : played.under ? '-' : '+'} ${language} ${played.taps} taps, ${played.outcome}: ${example.words[language].slice(0, 70)}\n${played.trail.map((step) => `      ${step}`).join('\n')}\n`,
    );
  return played;
}

function line(name: string, played: readonly Played[]): void {
  const share = (count: number): string => `${Math.round((100 * count) / Math.max(1, played.length))} %`;
  const at = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
  const taps = played.map((item) => item.taps);
  const shown = played.map((item) => item.shown);
  const right = played.filter((item) => item.right).length;
  const under = played.filter((item) => item.under).length;
  process.stdout.write(
    `${name.padEnd(20)} taps median ${at(taps, 0.5)}, worst ${Math.max(...taps)}; findings shown median ${at(shown, 0.5)}, worst ${Math.max(...shown)}; as expected ${share(right)}, lower ${share(under)}, higher ${share(played.length - right - under)} of ${played.length}\n`,
  );
}
