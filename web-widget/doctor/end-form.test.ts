import { describe, expect, it } from 'vitest';
import { doctorMoveSchema } from '../../src/contract/staff.ts';
import { adviceOf, comparisonOf, emptyEnd, endMistakes, endMoveOf } from './end-form.ts';

const now = Date.parse('2026-11-27T18:00:00Z');
const ours = 'same-day';
const draft = { ...emptyEnd, advice: 'Drink often.\n- Paracetamol 1 g, 4 times a day\n\n' };

describe('a doctor ends a consultation', () => {
  it('as the rules said: nothing but advice is asked for', () => {
    expect(endMistakes(draft, { ours, now })).toEqual([]);
    const move = endMoveOf(draft, { ours, epoch: 2 });
    expect(doctorMoveSchema.parse({ ...move, turnId: '018f4d3e-0000-4000-8000-000000000001' })).toMatchObject({
      disposition: 'same-day',
      advice: ['Drink often.', 'Paracetamol 1 g, 4 times a day'],
    });
    expect(move).not.toHaveProperty('reason');
  });

  it('lower or higher than the rules: a reason is asked for, and sent', () => {
    expect(comparisonOf('self-care', ours)).toBe('lower');
    expect(comparisonOf('emergency', ours)).toBe('higher');
    expect(endMistakes({ ...draft, disposition: 'self-care' }, { ours, now })).toEqual(['reason']);
    expect(endMistakes({ ...draft, disposition: 'emergency', reason: 'Peritonism.' }, { ours, now })).toEqual([]);
    expect(endMoveOf({ ...draft, disposition: 'emergency', reason: ' Peritonism. ' }, { ours, epoch: 2 }).reason).toBe('Peritonism.');
  });

  it('without advice: the patient would leave with nothing', () => {
    expect(endMistakes({ ...draft, advice: ' \n - \n' }, { ours, now })).toEqual(['advice']);
  });

  it('a follow-up in the past is a slip', () => {
    expect(endMistakes({ ...draft, followUp: '2026-11-26T10:00' }, { ours, now })).toEqual(['followUp']);
    expect(endMistakes({ ...draft, followUp: '2026-11-30T10:00' }, { ours, now })).toEqual([]);
  });

  it('advice is one line each, and never more than the record takes', () => {
    expect(adviceOf(Array.from({ length: 40 }, (_, at) => `• ${at}`).join('\n'))).toHaveLength(20);
    expect(adviceOf('x'.repeat(5_000))[0]).toHaveLength(1_000);
  });
});
