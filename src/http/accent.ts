/** A site's colour, made readable: text of that colour, and white or black on it, keeps a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). */

type Rgb = readonly [number, number, number];
const least = 4.5;
const white: Rgb = [255, 255, 255];
/** The darkest ground of the pages in their dark dress. */
const night: Rgb = [18, 23, 28];

export type Accent = { readonly light: string; readonly dark: string };

/** @param given six hexadecimal digits, with or without #; anything else is no colour. */
export function accentFor(given: string | undefined): Accent | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(given ?? '')?.[1];
  if (digits === undefined) return undefined;
  const colour: Rgb = [byte(digits, 0), byte(digits, 2), byte(digits, 4)];
  return { light: hex(towards(colour, [0, 0, 0], white)), dark: hex(towards(colour, white, night)) };
}

/** Mixed with `other`, in small steps, until it stands out from `ground`. */
function towards(colour: Rgb, other: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed: Rgb = [mix(colour[0], other[0], share), mix(colour[1], other[1], share), mix(colour[2], other[2], share)];
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return other;
}

export function contrast(one: Rgb, two: Rgb): number {
  const [a, b] = [luminance(one), luminance(two)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function mix(from: number, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}

function byte(digits: string, at: number): number {
  return Number.parseInt(digits.slice(at, at + 2), 16);
}

function hex([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
