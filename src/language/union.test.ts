import { describe, expect, it } from 'vitest';
import type { Proposal, Reading } from './reading.ts';
import { checkReading, mergeReadings } from './union.ts';

const text = 'fever and cough since monday';
const known = new Map<string, 'yes-no' | 'number'>([
  ['fever', 'yes-no'],
  ['cough', 'yes-no'],
  ['temperature', 'number'],
]);
const spanOf = (quote: string): Proposal['span'] => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote });
const propose = (finding: string, value: Proposal['value'], quote = 'fever', origin: Proposal['origin'] = 'model'): Proposal => ({ finding, value, span: spanOf(quote), origin });
const reading = (...proposals: Proposal[]): Reading => ({ language: 'en', proposals, complaints: [], about: undefined });

describe("the model's reading", () => {
  it('keeps a proposal whose quote stands in the text', () => {
    expect(checkReading(text, reading(propose('fever', 'present')), known).proposals).toHaveLength(1);
  });

  it('finds a quote that stands elsewhere than the model said', () => {
    const moved = { ...propose('cough', 'present', 'cough'), span: { start: 0, end: 5, quote: 'cough' } };
    expect(checkReading(text, reading(moved), known).proposals[0]?.span).toEqual(spanOf('cough'));
  });

  it.each([
    ['a quote that is not in the text', { ...propose('fever', 'present'), span: { start: 0, end: 10, quote: 'high fever' } }],
    ['an empty quote', { ...propose('fever', 'present'), span: { start: 0, end: 0, quote: '' } }],
    ['a quote of blanks', { ...propose('fever', 'present'), span: { start: 5, end: 6, quote: ' ' } }],
    ['a finding nobody knows', propose('plague', 'present')],
    ['a number for a yes-no finding', propose('fever', 39)],
    ['a yes for a number', propose('temperature', 'present')],
    ['a number that is none', propose('temperature', Number.NaN)],
  ])('drops %s', (_, proposal) => expect(checkReading(text, reading(proposal), known).proposals).toEqual([]));

  it('drops an age that nobody reaches and a person who is not in the text', () => {
    const about = { who: 'child', ageDays: 200 * 365, span: spanOf('fever') } as const;
    expect(checkReading(text, { ...reading(), about }, known).about?.ageDays).toBeUndefined();
    expect(checkReading(text, { ...reading(), about: { ...about, span: { start: 0, end: 2, quote: 'xx' } } }, known).about).toBeUndefined();
  });
});

describe('the lexicon and the model together', () => {
  const own = (finding: string, value: Proposal['value']): Proposal => propose(finding, value, 'fever', 'lexicon');
  const valueOf = (merged: Reading, finding: string): Proposal['value'] | undefined => merged.proposals.find((proposal) => proposal.finding === finding)?.value;

  it('count a danger that either of them saw', () => {
    expect(valueOf(mergeReadings(reading(own('fever', 'present')), reading()), 'fever')).toBe('present');
    expect(valueOf(mergeReadings(reading(), reading(propose('fever', 'present'))), 'fever')).toBe('present');
    expect(valueOf(mergeReadings(reading(own('fever', 'absent')), reading(propose('fever', 'present'))), 'fever')).toBe('present');
  });

  it('keep what the lexicon saw when the model denies it', () => {
    expect(valueOf(mergeReadings(reading(own('fever', 'present')), reading(propose('fever', 'absent'))), 'fever')).toBe('present');
  });

  it("keep the lexicon's number", () => {
    expect(valueOf(mergeReadings(reading(own('temperature', 39.4)), reading(propose('temperature', 37))), 'temperature')).toBe(39.4);
  });

  it('open every complaint once', () => {
    const complaint = (id: string) => ({ id, covered: true, span: spanOf('fever') });
    const merged = mergeReadings({ ...reading(), complaints: [complaint('fever')] }, { ...reading(), complaints: [complaint('fever'), complaint('cough')] });
    expect(merged.complaints.map((item) => item.id)).toEqual(['fever', 'cough']);
  });
});
