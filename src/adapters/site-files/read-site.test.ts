import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../shared/content-file.ts';
import { readSite } from './read-site.ts';

const good = `id: north
name: {fr: Hôpital Nord, en: North Hospital}
region: FR
languages: [fr, en]
allowed-origins: [https://north.example]
colours: {accent: "#0a5c7a", accent-on-dark: "#7fd0ee"}
exits: {pharmacy: true, gp: false, video: true}
texts:
  operator: {fr: L'Hôpital Nord répond de ce service., en: North Hospital answers for this service.}
call-back:
  shown-number: "+33 1 99 00 12 00"
  ladder:
    - {step: desk, after-minutes: 5, phone: "+33 1 99 00 12 01"}
    - {step: emergency, after-minutes: 30}
`;

const problemsOf = (from: string | RegExp, to: string): string[] => readSite({ path: 'north.yaml', text: good.replace(from, to) }).problems.map(describeProblem);

describe('a site’s file', () => {
  it('is read', () => {
    expect(readSite({ path: 'north.yaml', text: good }).site).toMatchObject({
      id: 'north',
      allowedOrigins: ['https://north.example'],
      exits: { gp: false },
      callBack: { shownNumber: '+33199001200', ladder: [{ step: 'desk', afterMinutes: 5, phone: '+33199001201' }, { step: 'emergency' }] },
    });
  });

  it('may name a tile server of its own for the map', () => {
    const withMap = `${good}map: {tiles: "https://tiles.north.example/{z}/{x}/{y}.png", credit: {fr: © OSM, en: © OSM}}\n`;
    expect(readSite({ path: 'north.yaml', text: withMap }).site?.map).toEqual({ tiles: 'https://tiles.north.example/{z}/{x}/{y}.png', credit: { fr: '© OSM', en: '© OSM' } });
  });

  it.each([
    ['without a row', '/{z}/{x}.png', 'write {z}, {x} and {y} once each'],
    ['on a line without encryption', 'http://tiles.north.example/{z}/{x}/{y}.png', 'is not the address of a tile server'],
    ['with a second rule for the browser', 'https://tiles.north.example/{z}/{x}/{y}.png; script-src *', 'is not the address of a tile server'],
    ['at a star', 'https://*/{z}/{x}/{y}.png', 'is not the address of a tile server'],
  ])('with tiles %s is refused', (_what, address, said) => {
    const withMap = `${good}map: {tiles: "${address}", credit: {fr: © OSM, en: © OSM}}\n`;
    expect(readSite({ path: 'north.yaml', text: withMap }).problems.map(describeProblem).join('\n')).toContain(said);
  });

  it.each([
    [
      'a mistyped key',
      'allowed-origins',
      'allowed-orgins',
      ['north.yaml:1: the file: unrecognized key: "allowed-orgins"', 'remove or correct "allowed-orgins": docs/operations.md#sites'],
    ],
    ['an id with a space', 'id: north', 'id: North West', ['north.yaml:1: id: is not a site id', 'small letters']],
    ['a name in one language only', ', en: North Hospital}', '}', ['north.yaml:2: name.en:', 'add it']],
    ['an unknown region', 'region: FR', 'region: ES', ['north.yaml:3: region:', 'write one of: FR, UK']],
    ['a language twice', '[fr, en]', '[fr, fr]', ['north.yaml:4: languages: names a language twice', 'keep each']],
    ['any web site', '[https://north.example]', '["*"]', ['north.yaml:5: allowed-origins.0: is not the origin of a web site', 'without a path or a star']],
    ['any encrypted web site', 'https://north.example', '"https://*"', ['north.yaml:5:', 'without a path or a star']],
    ['any web site of a name', 'https://north.example', '"https://*.north.example"', ['north.yaml:5:', 'without a path or a star']],
    ['a path after the origin', 'https://north.example', 'https://north.example/page', ['north.yaml:5:', 'without a path']],
    ['an unencrypted web site', 'https://north.example', 'http://north.example', ['north.yaml:5:', 'http only for localhost']],
    ['a pale colour under white text', '"#0a5c7a"', '"#9fd0e0"', ['north.yaml:6: colours.accent: cannot be read on #ffffff', 'make it darker']],
    ['a dark colour on a dark page', '"#7fd0ee"', '"#0a5c7a"', ['north.yaml:6: colours.accent-on-dark: cannot be read', 'make it lighter']],
    ['a colour by its name', '"#0a5c7a"', 'teal', ['north.yaml:6: colours.accent: is not a colour', 'write it like "#0a5c7a"']],
    ['yes for true', 'video: true', 'video: "yes"', ['north.yaml:7: exits.video:', 'write a boolean']],
    ['an empty text', "{fr: L'Hôpital Nord répond de ce service.,", '{fr: "  ",', ['north.yaml:9: texts.operator.fr: must not be empty', 'mend:']],
    ['a phone number without its country', '"+33 1 99 00 12 01"', '"01 99 00 12 01"', ['north.yaml:13: call-back.ladder.0.phone: is not a phone number', 'country code']],
    ['a ladder without an end', /\n {4}- \{step: emergency.*/, '', ['north.yaml:13: call-back.ladder: leaves a waiting person without an end', 'make "emergency" the last step']],
    ['a ladder that goes back in time', 'after-minutes: 30', 'after-minutes: 3', ['call-back.ladder: does not go on in time', 'more minutes']],
    ['video with nobody to ring', /call-back:[\s\S]*/, '', ['call-back: is missing: who is rung when no doctor answers?', 'set exits.video to false']],
    ['broken YAML', 'languages: [fr, en]', 'languages: [fr, en', ['not valid YAML', 'check the indentation']],
    ['an empty file', /[\s\S]*/, '', ['north.yaml:1: the file:', 'write an object']],
  ])('with %s is refused on its line with the mend', (_what, from, to, said) => {
    const problems = problemsOf(from, to);
    expect(problems.join('\n')).not.toBe('');
    for (const words of said) expect(problems.join('\n')).toContain(words);
  });

  it('names every problem at once', () => {
    expect(problemsOf(/region: FR\nlanguages: \[fr, en\]/, 'region: ES\nlanguages: []')).toHaveLength(2);
  });
});
