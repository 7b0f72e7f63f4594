import { describe, expect, it } from 'vitest';
import { summaryFixture } from './testing/fixtures.ts';
import { sectionsOf } from './summary-view.ts';
import { doctorWords } from './words.ts';

describe('a doctor reads the summary', () => {
  const sections = sectionsOf(summaryFixture('en'), doctorWords.en);
  const section = (kind: string) => sections.find((each) => each.kind === kind);

  it('dangers first, then doubts, and what was never asked before what was excluded', () => {
    expect(sections.map((each) => each.kind)).toEqual(['present', 'unsure', 'notAsked', 'excluded', 'other']);
  });

  it('no line is without its source', () => {
    for (const { kind, lines } of sections) for (const line of lines) expect(line.source, `${kind}: ${line.text}`).not.toBe('');
  });

  it('a danger read in the patient’s words carries these words, how it was read, and the rule', () => {
    expect(section('present')?.lines[0]).toMatchObject({ text: 'Fever: 39.2 °C', source: '“fièvre à 39,2 depuis hier” · read in the words · rule red-flags/fever-high' });
  });

  it('“not asked” says that it is not “no”', () => {
    expect(section('notAsked')?.hint).toContain('Not asked is not “no”');
    expect(section('excluded')?.hint).toBeUndefined();
  });

  it('what is empty and could mislead is still there: no danger present is said', () => {
    const summary = summaryFixture('en');
    const empty = sectionsOf({ dangers: { present: [], unsure: [], excluded: [], notAsked: [] }, other: [] }, doctorWords.en);
    expect(summary.dangers.present.length).toBeGreaterThan(0);
    expect(empty.map((each) => each.kind)).toEqual(['present', 'notAsked', 'excluded']);
  });
});
