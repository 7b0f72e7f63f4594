import { describe, expect, it } from 'vitest';
import { momentAt } from '../consultation/moments.ts';
import { momentAfter } from './clock-words.ts';

const hour = 3_600_000;
const evening = Date.parse('2026-11-30T21:32:00Z');
const night = Date.parse('2026-12-01T02:10:00Z');

describe('a time after midnight', () => {
  it.each([
    ['fr', 'cette nuit à 02:32'],
    ['en', 'tonight at 02:32'],
  ] as const)('is tonight to who reads it in the evening (%s)', (language, words) => {
    expect(momentAfter(evening, 4, language, 'Europe/Paris').words).toBe(words);
    expect(momentAt(evening + 4 * hour, evening, language, 'Europe/Paris').words).toBe(words);
  });

  it('is tomorrow to who reads it in the night before', () => {
    expect(momentAfter(night, 23, 'en', 'Europe/Paris').words).toBe('tomorrow at 02:10');
    expect(momentAt(night + 23 * hour, night, 'en', 'Europe/Paris').words).toBe('tomorrow at 02:10');
  });

  it('by day is tomorrow', () => {
    expect(momentAfter(evening, 12, 'fr', 'Europe/Paris').words).toBe('demain à 10:32');
    expect(momentAt(evening + 12 * hour, evening, 'fr', 'Europe/Paris').words).toBe('demain à 10:32');
  });
});
