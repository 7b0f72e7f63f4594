import { beforeAll, describe, expect, it } from 'vitest';
import { playExample, type Played } from '../../src/cli/play-example.ts';
import { readerFor } from '../../src/platform/reading.ts';
import { loadRules } from '../../src/platform/rules.ts';

let played: readonly (Played & { readonly name: string })[];
beforeAll(async () => {
  const active = readerFor(await loadRules());
  const all: (Played & { readonly name: string })[] = [];
  for (const { pathway } of active.rules.pathways) {
    for (const [index, example] of pathway.examples.entries()) {
      for (const language of ['fr', 'en'] as const)
        all.push({ ...(await playExample(active, example, language)), name: `${pathway.id} ${index + 1} ${language}: ${example.words[language].slice(0, 60)}` });
    }
  }
  played = all;
});

describe('every example of the rules, told in its own words and played card by card', () => {
  it('never ends lower than a clinician would have it', () => {
    expect(played.filter((item) => item.under).map((item) => `${item.name} -> ${item.outcome}`)).toEqual([]);
  });

  it('ends as expected in at least 95 of 100', () => {
    expect(played.filter((item) => item.right).length / played.length).toBeGreaterThanOrEqual(0.95);
  });

  it('takes a median of at most nine taps from the first words', () => {
    const taps = played.map((item) => item.taps).toSorted((a, b) => a - b);
    expect(taps[Math.floor(taps.length / 2)]).toBeLessThanOrEqual(9);
  });
});
