import fc from 'fast-check';
import { it } from 'vitest';
import { rank, coversUrgency } from '../../src/triage/outcome.ts';
import { anyone, lies, lying, withModel } from './adversary.ts';
import { pureTalk, realRules } from './talk.ts';
import { play } from './person.ts';
const active = realRules();
const runs = Number(process.env['RUNS'] ?? 1500);
it.each([[false], [true]])('careless %s', { timeout: 600_000 }, async (careless) => {
  const rules = active().rules;
  let n = 0;
  let low = 0;
  let lowTime = 0;
  let raised = 0;
  let thrown = 0;
  let taps = 0;
  let tapsModel = 0;
  let most = 0;
  const shown: string[] = [];
  const started = Date.now();
  for (const [item, told] of fc.sample(
    anyone(rules).chain((item) => fc.tuple(fc.constant(item), lies(rules, item))),
    { numRuns: runs, seed: Number(process.env['SEED'] ?? 42) },
  )) {
    n += 1;
    const person = { ...item.person, careless };
    try {
      const start = { language: item.language, region: item.person.region ?? 'FR' };
      const without = pureTalk(active(), start);
      const a = await play(without, person, rules);
      const b0 = withModel(active(), lying(told));
      const bt = pureTalk(b0, start);
      const b = await play(bt, person, rules);
      taps += a.taps;
      tapsModel += b.taps;
      most = Math.max(most, a.cards.length, b.cards.length);
      const ao = without.interview().assessment!.outcome;
      const bo = bt.interview().assessment!.outcome;
      if (rank(bo.urgency) > rank(ao.urgency)) raised += 1;
      if (rank(bo.urgency) < rank(ao.urgency)) {
        low += 1;
        if (shown.length < 12)
          shown.push(
            JSON.stringify({
              p: person,
              told: told.filter((x) => !x.bogus && x.length > 1),
              a: [ao.urgency, without.interview().assessment!.pathways, a.last.outcome.reasons.map((r) => [r.pathway, r.rule, r.standing])],
              b: [bo.urgency, bt.interview().assessment!.pathways, b.last.outcome.reasons.map((r) => [r.pathway, r.rule, r.standing])],
              cards: [a.cards.length, b.cards.map((c) => c.kind).join(' ')],
            }),
          );
      } else if (!coversUrgency(bo, ao)) lowTime += 1;
    } catch (error) {
      thrown += 1;
      if (shown.length < 8) shown.push(String(error) + JSON.stringify({ p: person, told }));
    }
  }
  process.stdout.write(
    `\ncareless ${careless}: ${n} low ${low} lowTime ${lowTime} raised ${raised} thrown ${thrown} taps ${taps / n} ${tapsModel / n} most cards ${most} ${Date.now() - started} ms\n${shown.join('\n\n')}\n`,
  );
});
