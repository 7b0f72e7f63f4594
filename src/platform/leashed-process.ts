/** A program without anything to keep, that ends with this process, however this process ends: a kill -9 as well. */
import { spawn, type ChildProcess } from 'node:child_process';

/**
 * A small shell stands between us and the program and reads a pipe that only we hold. Once the pipe is closed, by us or
 * by the system when we are gone, it ends the program.
 */
const leash = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ while read -r _ <&3; do :; done; kill -KILL "$child" 2>/dev/null; } &
watch=$!
trap 'kill -KILL "$child" 2>/dev/null' TERM INT HUP
wait "$child"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

export type Leashed = {
  readonly running: () => boolean;
  /** Resolves once it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly end: () => Promise<void>;
};

export function spawnLeashed(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Leashed {
  const child: ChildProcess = spawn('/bin/sh', ['-c', leash, 'relais-leash', program, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C in the terminal must reach us first: we end it once the calls are done.
    detached: true,
  });
  let running = true;
  // The pipe breaks where the program ends first.
  child.stdin?.on('error', () => {});
  const ended = new Promise<void>((done) => {
    child.once('error', () => done());
    child.once('exit', () => done());
  }).then(() => void (running = false));
  return {
    running: () => running,
    ended,
    end: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}
