import { expect, it } from 'vitest';
import { createConsoleLog } from './console-log.ts';

it('writes one JSON line for each event of the level asked for and above', () => {
  const lines: string[] = [];
  const log = createConsoleLog('warn', (line) => lines.push(line));
  log.info({ event: 'request' });
  log.warn({ event: 'redis-away' });
  log.error({ event: 'not-ready', why: 'RELAIS_KEK' });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), event: 'redis-away' },
    { level: 'error', time: expect.any(String), event: 'not-ready', why: 'RELAIS_KEK' },
  ]);
});
