import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFeatures, type CutFeature } from './feature-stream.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
async function cut(text: string, size = 7): Promise<readonly CutFeature[]> {
  const all: CutFeature[] = [];
  for await (const feature of cutFeatures(inPieces(text, size))) all.push(feature);
  return all;
}

describe('a GeoJSON file', () => {
  it('gives each feature with its number and the line it begins on', async () => {
    const text = '{\n  "type": "FeatureCollection",\n  "features": [\n    {"a": 1},\n    {\n      "b": "}]\\"{"\n    }\n  ]\n}\n';
    expect((await cut(text)).map(({ number, line, text: part }) => [number, line, JSON.parse(part)])).toEqual([
      [1, 4, { a: 1 }],
      [2, 5, { b: '}]"{' }],
    ]);
  });

  it('is read the same however it is cut on the way, with anything in it', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), value)), fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 2), async (features, size, indent) => {
        const text = JSON.stringify({ features: 'not these', type: 'FeatureCollection', nested: { features: [1] }, features2: [], bbox: [1, 2] }).replace(
          '"features":"not these"',
          '"note":"features"',
        );
        const whole = `${text.slice(0, -1)},"features":${JSON.stringify(features, undefined, indent)},"after":{"features":[{"x":1}]}}`;
        expect((await cut(whole, size)).map((feature) => JSON.parse(feature.text) as unknown)).toEqual(JSON.parse(JSON.stringify(features)));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['that ends within a feature', '{"features": [{"a": 1}, {"b":', /line 1: the file ends within feature 2/],
    ['that ends too early', '{"features": [{"a": 1}]', /ends too early/],
    ['that is a list', '[{"type": "Feature"}]', /is a list; give a FeatureCollection/],
    ['without features', '{"type": "FeatureCollection"}', /no list of features/],
    ['that is empty', '', /no list of features/],
    ['that is no JSON', 'amenity;name\npharmacy;x\n', /no list of features/],
    ['with a number among its features', '{"features": [{"a": 1},\n 12]}', /line 2: feature 2 is no object/],
    ['with a bracket too many', '{"features": []}}', /closes that was never opened/],
    ['with a feature of two megabytes', `{"features": [{"a": "${'x'.repeat(2_000_000)}"}]}`, /feature 1 is longer than/],
  ])('%s is refused with the line', async (_what, text, message) => {
    await expect(cut(text, 65_536)).rejects.toThrow(message);
  });

  it('with a byte order mark is read', async () => {
    expect(await cut('﻿{"features": [{}]}')).toHaveLength(1);
  });
});
