/** A pathway as a picture (SVG): rules from the most urgent down, each with what makes it hold. */
import type { Language } from '../shared/language.ts';
import { describeCondition, describeOutcomeShort } from './describe.ts';
import { rank, type Urgency } from './outcome.ts';
import type { Pathway, Rule, Ruleset } from './ruleset.ts';

const fills: Readonly<Record<Urgency, string>> = {
  ambulance: '#b3261e',
  emergency: '#d9480f',
  'same-day': '#b7791f',
  routine: '#2b6cb0',
  pharmacy: '#2f855a',
  'self-care': '#276749',
};
const width = 1100;
const textLeft = 290;
const lineHeight = 18;
const charactersPerLine = 110;

export function drawPathway(ruleset: Ruleset, pathway: Pathway, language: Language): string {
  const flags = pathway.redFlags.toSorted((a, b) => rank(b.outcome.urgency) - rank(a.outcome.urgency));
  const parts: string[] = [];
  let top = 70;
  const section = (title: string): void => {
    parts.push(`<text x="20" y="${top + 16}" font-size="15" font-weight="700">${escape(title)}</text>`);
    top += 30;
  };
  const box = (rule: Rule): void => {
    const lines = wrap(describeCondition(ruleset, rule.when, language) || '—');
    const height = Math.max(44, lines.length * lineHeight + 14);
    parts.push(
      `<g><rect x="20" y="${top}" width="250" height="${height}" rx="6" fill="${fills[rule.outcome.urgency]}"/>`,
      `<text x="32" y="${top + 19}" fill="#fff" font-size="13" font-weight="700">${escape(rule.id)}</text>`,
      `<text x="32" y="${top + 36}" fill="#fff" font-size="12">${escape(describeOutcomeShort(rule.outcome, language).slice(0, 40))}</text>`,
      `<rect x="${textLeft - 10}" y="${top}" width="${width - textLeft - 10}" height="${height}" rx="6" fill="#f4f4f2" stroke="#c9c9c4"/>`,
      ...lines.map((line, index) => `<text x="${textLeft}" y="${top + 20 + index * lineHeight}" font-size="12.5">${escape(line)}</text>`),
      `<path d="M270 ${top + height / 2} H ${textLeft - 10}" stroke="#777" fill="none"/></g>`,
    );
    top += height + 8;
  };
  section(language === 'fr' ? 'Signes d’alerte : tout ce qui est vrai compte, le plus urgent l’emporte' : 'Red flags: all that holds counts, the most urgent wins');
  flags.forEach(box);
  top += 12;
  section(language === 'fr' ? 'Niveau de base : la première ligne vraie' : 'Default: the first line that holds');
  pathway.defaultLines.forEach(box);
  box(pathway.otherwise);
  const height = top + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escape(pathway.title[language])}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="20" y="34" font-size="22" font-weight="700">${escape(pathway.title[language])}</text>`,
    `<text x="20" y="56" font-size="12" fill="#555">${escape(`${pathway.id} · ${pathway.kind} · ${pathway.status}${pathway.for ? ` · ${describeCondition(ruleset, pathway.for, language)}` : ''}`)}</text>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > charactersPerLine && line !== '') {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
