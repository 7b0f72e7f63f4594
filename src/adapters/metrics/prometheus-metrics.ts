/** Metrics through prom-client, in a registry of their own. */
import { Counter, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../http/metrics.ts';

export function createPrometheusMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const duration = new Histogram({
    name: 'relais_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const outcomes = new Counter({ name: 'relais_outcomes_total', help: 'Outcomes shown, by urgency', labelNames: ['urgency'], registers });
  const refusals = new Counter({ name: 'relais_refusals_total', help: 'Requests refused, by code', labelNames: ['code'], registers });
  return {
    request: (labels, seconds) => duration.observe(labels, seconds),
    outcome: (urgency) => outcomes.inc({ urgency }),
    refused: (code) => refusals.inc({ code }),
    text: () => registry.metrics(),
  };
}
