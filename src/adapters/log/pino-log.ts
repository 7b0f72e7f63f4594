/** Structured logs through pino. Only typed events get here; none has a field for words, bodies or addresses. */
import { pino } from 'pino';

export type LogEvent = { readonly event: string; readonly [field: string]: string | number | boolean | undefined };
export type Log = { readonly info: (event: LogEvent) => void; readonly warn: (event: LogEvent) => void; readonly error: (event: LogEvent) => void };

export function createPinoLog(level: string): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    pino.destination({ dest: 2, sync: false }),
  );
  return { info: (event) => logger.info(event), warn: (event) => logger.warn(event), error: (event) => logger.error(event) };
}
