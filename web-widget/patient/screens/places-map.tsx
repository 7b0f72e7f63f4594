/** Where the places lie from the person: a drawing of our own, over a map where the site has a tile server of its choice. */
import type { JSX } from 'preact';
import type { PlacesView } from '../../../src/contract/places.ts';
import type { PatientWords } from '../words.ts';
import { layTiles } from './map-tiles.ts';

const width = 640;
const height = 360;
const margin = 34;

type At = (lat: number, lon: number) => { readonly x: number; readonly y: number };

export function PlacesMap({ view, words }: { readonly view: PlacesView; readonly words: PatientWords }): JSX.Element | null {
  const { map, origin } = view;
  const visited = view.places.filter((place) => place.reach === 'visit');
  if (!map || visited.length === 0) return null;
  const laid = map.tiles && layTiles(map, { address: map.tiles.address, width, height, margin });
  const at = laid?.at ?? drawn(map);
  const here = origin && at(origin.lat, origin.lon);
  return (
    <figure class="map-figure">
      <svg class="map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.whereMap}>
        <rect class="map-ground" width={width} height={height} rx="12" />
        {laid?.tiles.map(({ address, x, y, size }) => (
          <image key={address} href={address} x={x} y={y} width={size} height={size} />
        ))}
        {here && !laid && [80, 160, 240].map((radius) => <circle key={radius} class="map-ring" cx={here.x} cy={here.y} r={radius} />)}
        {visited.map((place, index) => {
          const { x, y } = at(place.lat, place.lon);
          return (
            <g key={place.id} class={`map-place map-${place.openOnArrival}`}>
              <circle cx={x} cy={y} r="15" />
              <text x={x} y={y} dy="0.36em">
                {index + 1}
              </text>
            </g>
          );
        })}
        {here && (
          <g class="map-here">
            <circle cx={here.x} cy={here.y} r="9" />
            <text x={here.x} y={here.y + 28}>
              {words.whereYou}
            </text>
          </g>
        )}
      </svg>
      {map.tiles && <figcaption class="quiet">{map.tiles.credit}</figcaption>}
    </figure>
  );
}

/** True proportions without a map: a degree of longitude is shorter the further north. */
function drawn(map: NonNullable<PlacesView['map']>): At {
  const stretch = Math.cos(((map.north + map.south) / 2) * (Math.PI / 180));
  const wide = Math.max((map.east - map.west) * stretch, 1e-4);
  const high = Math.max(map.north - map.south, 1e-4);
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high);
  return (lat, lon) => ({
    x: width / 2 + (lon - (map.west + map.east) / 2) * stretch * scale,
    y: height / 2 - (lat - (map.north + map.south) / 2) * scale,
  });
}
