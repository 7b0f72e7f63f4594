/** Problems gathered while one file is read, each placed on its line. */
import type { z } from 'zod';
import type { ContentProblem, ParsedFile, Path } from './content-file.ts';

export type ProblemList = {
  readonly problems: readonly ContentProblem[];
  readonly report: (file: ParsedFile, path: Path, what: string, mend: string) => void;
};

export function createProblemList(): ProblemList {
  const problems: ContentProblem[] = [];
  return {
    problems,
    report: (file, path, what, mend) => problems.push({ file: file.path, line: file.lineOf(path), what, mend }),
  };
}

/**
 * Reads a file by its form; what does not fit is reported on its line and the whole file is left out.
 * @param guide the page that explains the form.
 */
export function readForm<T>(form: z.ZodType<T>, file: ParsedFile, list: ProblemList, guide = 'docs/writing-rules.md'): T | undefined {
  const result = form.safeParse(file.value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    // Symbols cannot come from YAML.
    const path = issue.path as (string | number)[];
    const name = path.map(String).join('.') || 'the file';
    list.report(file, path, `${name}: ${lowerFirst(issue.message)}`, mendFor(issue, guide));
  }
  return undefined;
}

function mendFor(issue: z.core.$ZodIssue, guide: string): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `remove or correct ${issue.keys.map((key) => `"${key}"`).join(', ')}: ${guide} lists the keys that may stand here`;
    case 'invalid_value':
      return `write one of: ${issue.values.map(String).join(', ')}`;
    case 'custom':
      return typeof issue.params?.['mend'] === 'string' ? issue.params['mend'] : `see ${guide} for the form`;
    case 'invalid_type':
      return issue.input === undefined ? 'add it' : `write ${article(issue.expected)}`;
    default:
      return `see ${guide} for the form`;
  }
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
