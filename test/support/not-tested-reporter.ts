/** Last lines of a run: what could not be tested here, and how to bring it. */
import type { Reporter, TestModule } from 'vitest/node';

export const notTestedPrefix = 'NOT TESTED HERE: ';

export default class NotTestedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const notes = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        if (result.state === 'skipped' && result.note?.startsWith(notTestedPrefix)) notes.add(result.note.slice(notTestedPrefix.length));
      }
    }
    if (notes.size === 0) return;
    process.stdout.write('\nCould not be tested here:\n');
    for (const note of notes) process.stdout.write(`  - ${note}\n`);
  }
}
