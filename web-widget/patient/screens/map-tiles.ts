/** Tiles of a map under the drawing: Web Mercator, 256 px a tile at the zoom where everything fits. Pure. */
export type Bounds = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };
export type Tile = { readonly address: string; readonly x: number; readonly y: number; readonly size: number };
export type Laid = { readonly tiles: readonly Tile[]; readonly at: (lat: number, lon: number) => { readonly x: number; readonly y: number } };

const size = 256;
/** Closer than this a tile server shows roofs. */
const closest = 17;

/** @param address with `{z}`, `{x}` and `{y}` */
export function layTiles(
  { south, west, north, east }: Bounds,
  { address, width, height, margin }: { readonly address: string; readonly width: number; readonly height: number; readonly margin: number },
): Laid {
  const [left, right, top, bottom] = [across(west), across(east), down(north), down(south)];
  const fitting = Math.min((width - 2 * margin) / Math.max(right - left, 1e-9), (height - 2 * margin) / Math.max(bottom - top, 1e-9));
  const zoom = Math.max(0, Math.min(closest, Math.floor(Math.log2(fitting / size))));
  const world = size * 2 ** zoom;
  const corner = { x: ((left + right) / 2) * world - width / 2, y: ((top + bottom) / 2) * world - height / 2 };
  const tiles: Tile[] = [];
  const last = 2 ** zoom - 1;
  for (let row = Math.max(0, Math.floor(corner.y / size)); row <= Math.min(last, Math.floor((corner.y + height) / size)); row += 1) {
    for (let column = Math.max(0, Math.floor(corner.x / size)); column <= Math.min(last, Math.floor((corner.x + width) / size)); column += 1) {
      const named = address.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row));
      tiles.push({ address: named, x: column * size - corner.x, y: row * size - corner.y, size });
    }
  }
  return { tiles, at: (lat, lon) => ({ x: across(lon) * world - corner.x, y: down(lat) * world - corner.y }) };
}

/** 0 to 1 from west to east. */
function across(lon: number): number {
  return (lon + 180) / 360;
}

/** 0 to 1 from north to south, as Web Mercator has it. */
function down(lat: number): number {
  const angle = (lat * Math.PI) / 180;
  return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
}
