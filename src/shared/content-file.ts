/** One YAML file that people write by hand, with the line of everything in it, so that an error names its place. */
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

export function parseContentFile(file: ContentFile): { parsed: ParsedFile } | { problem: ContentProblem } {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  const error = document.errors[0];
  if (error) {
    return {
      problem: {
        file: file.path,
        line: lines.linePos(error.pos[0]).line,
        what: `not valid YAML: ${error.message.split('\n')[0] ?? error.code}`,
        mend: 'check the indentation, the brackets, and quotes round a text that contains ": " or " #"',
      },
    };
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { parsed: { path: file.path, value: document.toJS(), lineOf } };
}

export function describeProblem(problem: ContentProblem): string {
  return `${problem.file}:${problem.line}: ${problem.what}\n    mend: ${problem.mend}`;
}
