/** The person's own words cut into pieces: plain ones, and ones that something was understood from. */
import type { Chip } from '../../src/contract/card.ts';

export type Piece = { readonly text: string; readonly chips: readonly Chip[] };

/** Chips may overlap: a piece carries all chips that cover it. */
export function markedWords(text: string, chips: readonly Chip[]): readonly Piece[] {
  const edges = new Set([0, text.length]);
  for (const { start, end } of chips) {
    if (start >= 0 && start < end && end <= text.length) {
      edges.add(start);
      edges.add(end);
    }
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  cuts.slice(1).forEach((end, at) => {
    const start = cuts[at] ?? 0;
    const covering = chips.filter((chip) => chip.start <= start && chip.end >= end && chip.start < chip.end);
    pieces.push({ text: text.slice(start, end), chips: covering });
  });
  return pieces;
}
