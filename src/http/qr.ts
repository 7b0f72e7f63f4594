/** A QR code as one path of an SVG drawing: black runs, a quiet border of four. */
import { encode } from 'uqr';

const border = 4;

export type QrPath = { readonly size: number; readonly path: string };

export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border });
  const runs = data.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end] === true) end += 1;
      found.push(`M${x} ${y}h${end - x}v1h-${end - x}z`);
      x = end;
    }
    return found;
  });
  return { size, path: runs.join('') };
}
