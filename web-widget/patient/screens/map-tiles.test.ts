import { describe, expect, it } from 'vitest';
import { layTiles } from './map-tiles.ts';

const sheet = { address: 'https://tiles.example/{z}/{x}/{y}.png', width: 640, height: 360, margin: 34 };
const paris = { south: 48.84, west: 2.32, north: 48.87, east: 2.38 };

describe('tiles under the map', () => {
  it('are those of the place: Notre-Dame of Paris lies on 12/2074/1409', () => {
    const laid = layTiles(paris, sheet);
    const { x, y } = laid.at(48.853, 2.3499);
    const under = laid.tiles.find((tile) => x >= tile.x && x < tile.x + tile.size && y >= tile.y && y < tile.y + tile.size);
    const [zoom = 0, column = 0, row = 0] = (under?.address ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect([Math.floor(column / 2 ** (zoom - 12)), Math.floor(row / 2 ** (zoom - 12))]).toEqual([2074, 1409]);
  });

  it('cover the whole sheet, and everything to be shown lies within its margins', () => {
    const { tiles, at } = layTiles(paris, sheet);
    expect(Math.min(...tiles.map((tile) => tile.x))).toBeLessThanOrEqual(0);
    expect(Math.min(...tiles.map((tile) => tile.y))).toBeLessThanOrEqual(0);
    expect(Math.max(...tiles.map((tile) => tile.x + tile.size))).toBeGreaterThanOrEqual(sheet.width);
    expect(Math.max(...tiles.map((tile) => tile.y + tile.size))).toBeGreaterThanOrEqual(sheet.height);
    const [a, b] = [at(paris.north, paris.west), at(paris.south, paris.east)];
    expect(Math.min(a.x, a.y, sheet.width - b.x, sheet.height - b.y)).toBeGreaterThanOrEqual(sheet.margin - 1);
    expect(tiles.length).toBeLessThanOrEqual(12);
  });

  it('of one place only are no closer than a street', () => {
    const { tiles } = layTiles({ south: 48.85, west: 2.35, north: 48.85, east: 2.35 }, sheet);
    expect(tiles[0]?.address).toMatch(/\/17\//);
  });
});
