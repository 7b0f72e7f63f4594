/** One YAML file that people write by hand, with the line of everything in it, so that an error names its place. */
import { load } from 'js-yaml';
import { LineCounter, isNode, parseDocument } from 'yaml';

export type ContentFile = { readonly path: string; readonly text: string };

/** What is wrong in a file: where, what, and the smallest mend. */
export type ContentProblem = { readonly file: string; readonly line: number; readonly what: string; readonly mend: string };

export type Path = readonly (string | number)[];

export type ParsedFile = {
  readonly path: string;
  readonly value: unknown;
  /** The line of what stands at this path, or of the nearest thing around it. */
  readonly lineOf: (path: Path) => number;
};

/**
 * Two parsers of the same YAML 1.2: js-yaml gives the values six times as fast, and what it does not take, or needs a line
 * named, is read by `yaml`, which knows where everything stands.
 */
export function parseContentFile(file: ContentFile): { parsed: ParsedFile } | { problem: ContentProblem } {
  const value = quickly(file.text);
  if (value !== undefined) {
    let placed: Placed | undefined;
    return { parsed: { path: file.path, value, lineOf: (path) => lineIn((placed ??= place(file.text)), path) } };
  }
  const placed = place(file.text);
  const error = placed.document.errors[0];
  if (error) {
    return {
      problem: {
        file: file.path,
        line: placed.lines.linePos(error.pos[0]).line,
        what: `not valid YAML: ${error.message.split('\n')[0] ?? error.code}`,
        mend: 'check the indentation, the brackets, and quotes round a text that contains ": " or " #"',
      },
    };
  }
  return { parsed: { path: file.path, value: placed.document.toJS(), lineOf: (path) => lineIn(placed, path) } };
}

function quickly(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

type Placed = { readonly document: ReturnType<typeof parseDocument>; readonly lines: LineCounter };

function place(text: string): Placed {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, uniqueKeys: true }), lines };
}

function lineIn({ document, lines }: Placed, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

export function describeProblem(problem: ContentProblem): string {
  return `${problem.file}:${problem.line}: ${problem.what}\n    mend: ${problem.mend}`;
}
