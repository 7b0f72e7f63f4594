/**
 * Metrics where instances are many and short-lived: added up in Redis after each answer, shown in the Prometheus format by
 * whichever instance is asked. Without Redis nothing is counted, and the text says so.
 */
import type { Metrics } from '../../http/metrics.ts';
import type { LazyRedis } from '../ephemeral/lazy-redis.ts';
import { within } from '../ephemeral/within.ts';

const key = 'relais:metrics';
const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const answerMs = 500;

const families = {
  relais_request_seconds: { help: 'Time to answer, by route', type: 'histogram' },
  relais_outcomes_total: { help: 'Outcomes shown, by urgency', type: 'counter' },
  relais_refusals_total: { help: 'Requests refused, by code', type: 'counter' },
} as const;

export type CountedMetrics = Metrics & {
  /** Sends what this request counted. */
  readonly flush: () => Promise<void>;
};

export function createRedisMetrics(redis: LazyRedis | undefined): CountedMetrics {
  const counts = new Map<string, number>();
  const add = (name: string, labels: Readonly<Record<string, string>>, by = 1): void => {
    const sample = `${name}{${Object.entries(labels)
      .map(([label, value]) => `${label}="${value.replaceAll(/[\\"\n]/g, '_')}"`)
      .join(',')}}`;
    counts.set(sample, (counts.get(sample) ?? 0) + by);
  };
  return {
    request: (labels, seconds) => {
      for (const bound of buckets) if (seconds <= bound) add('relais_request_seconds_bucket', { le: String(bound), ...labels });
      add('relais_request_seconds_bucket', { le: '+Inf', ...labels });
      add('relais_request_seconds_sum', labels, seconds);
      add('relais_request_seconds_count', labels);
    },
    outcome: (urgency) => add('relais_outcomes_total', { urgency }),
    refused: (code) => add('relais_refusals_total', { code }),
    text: async () => {
      const client = await redis?.client();
      const kept = client && (await within(answerMs, client.hGetAll(key)).catch(() => undefined));
      return kept ? textOf(kept) : '# nothing is counted: Redis is not given, or away\n';
    },
    flush: async () => {
      if (counts.size === 0) return;
      const client = await redis?.client();
      if (!client) return;
      const all = client.multi();
      for (const [sample, by] of counts) all.hIncrByFloat(key, sample, by);
      counts.clear();
      await within(answerMs, all.exec()).catch(() => {});
    },
  };
}

function textOf(kept: Readonly<Record<string, string>>): string {
  const samples = Object.keys(kept).toSorted();
  return Object.entries(families)
    .map(([name, { help, type }]) => {
      const own = samples.filter((sample) => sample.startsWith(`${name}{`) || (type === 'histogram' && sample.startsWith(`${name}_`)));
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...own.map((sample) => `${sample} ${kept[sample] ?? ''}`), ''].join('\n');
    })
    .join('\n');
}
