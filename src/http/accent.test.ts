import { describe, expect, it } from 'vitest';
import { accentFor, contrast } from './accent.ts';

type Rgb = readonly [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const white: Rgb = [255, 255, 255];
const night: Rgb = [18, 23, 28];

describe("a hospital's colour", () => {
  it('can be read on light and on dark, whatever it was', () => {
    const tooPale = ['ffff00', '#ffffff', '000000', '#808080', '0f5f6b', 'ff00ff', '00ff00'].filter((given) => {
      const accent = accentFor(given);
      return !accent || contrast(rgb(accent.light), white) < 4.5 || contrast(rgb(accent.dark), night) < 4.5;
    });
    expect(tooPale).toEqual([]);
  });

  it('that can be read already is left as it is', () => {
    expect(accentFor('#0f5f6b')?.light).toBe('#0f5f6b');
  });

  it('that is no colour changes nothing', () => {
    expect(['', 'red', '#fff', '0f5f6b;}', undefined].map((given) => accentFor(given))).toEqual(Array.from({ length: 5 }));
  });
});
