/** Command-line flags: named, checked, with a clear line for what does not fit. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../platform/config.ts';
import { StartError } from '../platform/data-folder.ts';
import { BrokenRulesError, describeInOneLine } from '../platform/rules.ts';
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

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** Runs a command. What a person can mend is one clear line: exit code 2 for how it was called, 1 for where it runs. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  // What was started goes with us; without this a database of ours would stay.
  for (const [signal, number] of Object.entries(signals)) process.on(signal, () => process.exit(128 + number));
  // `... | head`: whoever read has seen enough.
  process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));
  try {
    process.exitCode = await command();
  } catch (error) {
    const usage = error instanceof UsageError;
    if (!usage && !(error instanceof StartError || error instanceof ConfigError || error instanceof RelaisError || error instanceof BrokenRulesError)) throw error;
    const line = error instanceof BrokenRulesError ? describeInOneLine(error) : error.message;
    process.stderr.write(usage ? `${line}\n  ${error.mend}\n` : `${line}\n`);
    process.exitCode = usage ? 2 : 1;
  }
}
