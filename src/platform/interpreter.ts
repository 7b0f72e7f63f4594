/** The language model beside the lexicon, where a key is given. */
import { createClaudeInterpreter } from '../adapters/anthropic/claude-interpreter.ts';
import type { Log } from '../adapters/log/pino-log.ts';
import type { Interpreter } from '../language/reading.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Config } from './config.ts';

export function interpreterFor(config: Config, rules: CompiledRuleset, log: Log): Interpreter | undefined {
  if (config.anthropicApiKey === undefined) return undefined;
  return createClaudeInterpreter({
    apiKey: config.anthropicApiKey,
    model: config.anthropicModel,
    ...(config.anthropicUrl === undefined ? {} : { baseUrl: config.anthropicUrl }),
    vocabulary: rules.ruleset.findings.map((finding) => ({ id: finding.id, kind: finding.kind, label: finding.words.en.label })),
    log: (event) => log.warn({ event: `model-${event}` }),
  });
}
