import { describe, expect, it } from 'vitest';
import { shortcutOf, shortcuts } from './shortcuts.ts';

const press = (key: string, change = {}) => shortcutOf({ altKey: true, ctrlKey: false, metaKey: false, key, code: `Key${key.toUpperCase()}`, ...change });

describe('a doctor who types', () => {
  it('accepts with Alt and A, and writes an "a" in the note without it', () => {
    expect(press('a')).toBe('accept');
    expect(press('a', { altKey: false })).toBeUndefined();
  });

  it('is not disturbed by AltGr, which is Ctrl and Alt on many keyboards', () => {
    expect(press('m', { ctrlKey: true })).toBeUndefined();
  });

  it('on a keyboard where Alt changes the letter, the key itself counts; on a French one, the letter printed on it', () => {
    expect(press('µ', { code: 'KeyM' })).toBe('mute');
    expect(press('a', { code: 'KeyQ' })).toBe('accept');
  });

  it('no two shortcuts share a key', () => {
    expect(new Set(Object.values(shortcuts)).size).toBe(Object.keys(shortcuts).length);
  });
});
