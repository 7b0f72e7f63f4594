/** Structured logs where the console is the only channel: on Workers. The same typed events, one JSON line each. */
import type { Log, LogEvent } from './pino-log.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

export function createConsoleLog(least: Level, write: (line: string) => void = toConsole): Log {
  const at =
    (level: Level) =>
    (event: LogEvent): void => {
      if (levels.indexOf(level) >= levels.indexOf(least)) write(JSON.stringify({ level, time: new Date().toISOString(), ...event }));
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function toConsole(line: string): void {
  // oxlint-disable-next-line no-console -- A Worker has no other place to write to.
  console.log(line);
}
