/** Command-line flags: named, checked, with a clear line for what does not fit. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../platform/config.ts';
import { StartError } from '../platform/data-folder.ts';
import { RelaisError } from '../shared/errors.ts';

export class UsageError extends Error {
  readonly mend: string;
  constructor(reason: string, mend: string) {
    super(reason);
    this.name = 'UsageError';
    this.mend = mend;
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<T extends Options> = { readonly [K in keyof T]?: (T[K]['type'] extends 'boolean' ? boolean : string) | undefined };

/** @throws UsageError for an unknown flag or a missing value. */
export function readFlags<T extends Options>(argv: readonly string[], options: T, usage: string): { readonly values: Values<T>; readonly words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values, words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('.')[0] ?? 'unknown flag') : 'unknown flag', usage);
  }
}

/** Runs a command. What a person can mend is one clear line: exit code 2 for how it was called, 1 for where it runs. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const usage = error instanceof UsageError;
    if (!usage && !(error instanceof StartError || error instanceof ConfigError || error instanceof RelaisError)) throw error;
    process.stderr.write(usage ? `${error.message}\n  ${error.mend}\n` : `${error.message}\n`);
    process.exitCode = usage ? 2 : 1;
  }
}
