/**
 * The features of a GeoJSON file, one by one, each with its number and the line it begins on: a file of any size in the memory of one
 * feature. The text is cut between balanced braces; each cut is then parsed by itself, so that a broken one does not take the others along.
 */
export type CutFeature = { readonly number: number; readonly line: number; readonly text: string };

export class BrokenFileError extends Error {
  readonly line: number;
  constructor(reason: string, line: number) {
    super(`line ${line}: ${reason}`);
    this.name = 'BrokenFileError';
    this.line = line;
  }
}

/** Characters that one feature may have: the outline of a large hospital has a few thousand. */
const largestFeature = 1_000_000;

/** @throws BrokenFileError for a file that is no collection of features, or ends within one. */
export async function* cutFeatures(chunks: AsyncIterable<string>): AsyncGenerator<CutFeature> {
  const cutter = createCutter();
  for await (const chunk of chunks) yield* cutter.take(chunk);
  cutter.end();
}

type Cutter = { readonly take: (chunk: string) => Generator<CutFeature>; readonly end: () => void };

function createCutter(): Cutter {
  let line = 1;
  let depth = 0;
  let inText = false;
  let escaped = false;
  /** The last text at depth 1: the name of what follows. */
  let name = '';
  let naming: string | undefined;
  let features: 'before' | 'in' | 'after' = 'before';
  let number = 0;
  let parts: string[] = [];
  let size = 0;
  let startLine = 0;
  let started = false;

  function* take(given: string): Generator<CutFeature> {
    const chunk = !started && given.codePointAt(0) === 0xfe_ff ? given.slice(1) : given;
    started = true;
    // Where the feature that is being cut begins in this chunk.
    let from = 0;
    const cutting = (): boolean => features === 'in' && depth > 2;
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk[at];
      if (char === '\n') line += 1;
      if (inText) {
        if (escaped) escaped = false;
        else if (char === '\\') escaped = true;
        else if (char === '"') {
          inText = false;
          if (naming !== undefined) name = naming;
          naming = undefined;
          continue;
        }
        if (naming !== undefined && naming.length < 20) naming += char;
        continue;
      }
      if (char === '"') {
        inText = true;
        if (depth === 1) naming = '';
      } else if (char === '{' || char === '[') {
        if (depth === 0 && char === '[') throw new BrokenFileError('the file is a list; give a FeatureCollection', line);
        if (depth === 2 && features === 'in') {
          from = at;
          startLine = line;
          parts = [];
          size = 0;
        }
        if (depth === 1 && char === '[' && name === 'features' && features === 'before') features = 'in';
        depth += 1;
      } else if (char === '}' || char === ']') {
        depth -= 1;
        if (depth < 0) throw new BrokenFileError('a bracket closes that was never opened', line);
        if (features === 'in' && depth === 1) features = 'after';
        if (features === 'in' && depth === 2) {
          parts.push(chunk.slice(from, at + 1));
          number += 1;
          yield { number, line: startLine, text: parts.join('') };
          parts = [];
        }
      } else if (features === 'in' && depth === 2 && char !== undefined && !/[\s,]/.test(char)) {
        throw new BrokenFileError(`feature ${number + 1} is no object`, line);
      }
    }
    if (cutting()) {
      parts.push(chunk.slice(from));
      size += chunk.length - from;
      if (size > largestFeature) throw new BrokenFileError(`feature ${number + 1} is longer than ${largestFeature} characters`, startLine);
    }
  }

  return {
    take,
    end: () => {
      if (features === 'before') throw new BrokenFileError('it has no list of features; give a GeoJSON FeatureCollection', line);
      if (depth > 0 || inText) throw new BrokenFileError(features === 'in' ? `the file ends within feature ${number + 1}: it was cut short` : 'the file ends too early', line);
    },
  };
}
