import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readRuleFiles } from '../adapters/rule-files/read-rule-files.ts';
import { parseContentFile } from './content-file.ts';

describe('a file that people write by hand', () => {
  it('says the same to both parsers, in every file of the rules', async () => {
    const files = await readRuleFiles('triage-rules');
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const result = parseContentFile(file);
      expect('parsed' in result ? result.parsed.value : result.problem, file.path).toEqual(parseDocument(file.text).toJS());
    }
  });

  it('names the line of what stands at a path, and of what is around it', () => {
    const result = parseContentFile({ path: 'a.yaml', text: 'first: 1\nlist:\n  - {id: a}\n  - id: b\n    words: here\n' });
    if (!('parsed' in result)) throw new Error('it is valid');
    expect([['first'], ['list', 1, 'words'], ['list', 1, 'missing']].map(result.parsed.lineOf)).toEqual([1, 5, 4]);
  });

  it.each([
    ['a: 1\na: 2\n', 2, 'unique'],
    ['a: [1,\n', 2, 'Flow sequence'],
    ['a: 1\nk: x: y\n', 2, 'Nested mappings'],
  ])('that is not YAML names the line: %j', (text, line, words) => {
    const result = parseContentFile({ path: 'a.yaml', text });
    expect(result).toMatchObject({ problem: { file: 'a.yaml', line } });
    expect('problem' in result && result.problem.what).toContain(words);
  });
});
