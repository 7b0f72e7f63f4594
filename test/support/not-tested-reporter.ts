/** Last lines of a run: what could not be tested here, and how to bring it. */
import type { Reporter, TestModule } from 'vitest/node';

const prefix = 'NOT TESTED HERE: ';

/** What a test says as it is skipped for want of something. */
export function notTested(what: string, bringItWith: string): string {
  return `${prefix}${what}; bring it with ${bringItWith}`;
}

export default class NotTestedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const notes = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        if (result.state === 'skipped' && result.note?.startsWith(prefix)) notes.add(result.note);
      }
    }
    process.stdout.write(
      [...notes]
        .toSorted()
        .map((note) => `${note}\n`)
        .join(''),
    );
  }
}
