import { describe, expect, it } from 'vitest';
import { curved } from './apostrophes.ts';

describe('apostrophes as they are shown', () => {
  it.each([
    ["l'eau, jusqu'à 38 °C, aujourd'hui", 'l’eau, jusqu’à 38 °C, aujourd’hui'],
    ["don't drive; it's the baby's", 'don’t drive; it’s the baby’s'],
    ['déjà « courbe » : l’eau', 'déjà « courbe » : l’eau'],
    ["a 'quoted' word", "a 'quoted' word"],
  ])('%s', (typed, shown) => expect(curved(typed)).toBe(shown));
});
