/**
 * Networks of their own for people's browsers: each a Linux network namespace with one cable to this machine. Pulled out, nothing comes
 * or goes, neither a packet of a call nor a request, as when a train enters a tunnel; no browser can know of another way.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { notTested } from './not-tested-reporter.ts';

const execute = promisify(execFile);
const ip = async (...args: readonly string[]): Promise<void> => void (await execute('ip', args));

const tc = async (...args: readonly string[]): Promise<void> => void (await execute('tc', args));

export type OwnNetwork = {
  /** A program that runs another one, given as its first argument, within this network. */
  readonly inside: (program: string) => Promise<string>;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** No more than so many kilobits a second each way; what does not fit waits for less than half a second, then is lost. */
  readonly narrow: (kilobits: number) => Promise<void>;
  readonly widen: () => Promise<void>;
};

export type OwnNetworks = {
  /** Of this machine, as every one of the networks reaches it. */
  readonly address: string;
  readonly make: () => Promise<OwnNetwork>;
  /** What still runs inside is no longer reached by anyone. */
  readonly close: () => Promise<void>;
};

/** Why nothing can be cut here; undefined when it can. */
export const networksMissing = await tried();

async function tried(): Promise<string | undefined> {
  const name = `relais-try-${process.pid}`;
  try {
    await ip('netns', 'add', name);
    await ip('netns', 'del', name);
    return undefined;
  } catch {
    return notTested('calls whose network is cut', 'Linux, root (or CAP_SYS_ADMIN and CAP_NET_ADMIN) and `ip` (apt-get install iproute2)');
  }
}

export async function openNetworks(): Promise<OwnNetworks> {
  const mark = randomBytes(3).toString('hex');
  const [second = 0, third = 0] = randomBytes(2);
  // Of a range that a hospital's or a home's own network seldom has.
  const start = `10.${128 + (second % 100)}.${third}`;
  const address = `${start}.1`;
  await ip('address', 'add', `${address}/32`, 'dev', 'lo');
  const folder = await mkdtemp(join(tmpdir(), 'relais-network-'));
  const names: string[] = [];
  return {
    address,
    make: async () => {
      const number = names.length + 1;
      const name = `relais-${mark}-${number}`;
      names.push(name);
      const [cable, plug] = [`rl${mark}${number}a`, `rl${mark}${number}b`];
      await ip('netns', 'add', name);
      await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', plug);
      await ip('link', 'set', plug, 'netns', name);
      const [near, far] = [`${start}.${number * 4 + 1}`, `${start}.${number * 4 + 2}`];
      await ip('address', 'add', `${near}/30`, 'dev', cable);
      await ip('link', 'set', cable, 'up');
      await ip('-n', name, 'link', 'set', 'lo', 'up');
      await ip('-n', name, 'address', 'add', `${far}/30`, 'dev', plug);
      await ip('-n', name, 'link', 'set', plug, 'up');
      await ip('-n', name, 'route', 'add', 'default', 'via', near);
      const ends = [
        [[], cable],
        [['-n', name], plug],
      ] as const;
      return {
        inside: async (program) => {
          const path = join(folder, name);
          await writeFile(path, `#!/bin/sh\nexec ip netns exec ${name} "${program}" "$@"\n`);
          await chmod(path, 0o755);
          return path;
        },
        cut: () => ip('link', 'set', cable, 'down'),
        mend: () => ip('link', 'set', cable, 'up'),
        narrow: async (kilobits) => {
          for (const [within, end] of ends) await tc(...within, 'qdisc', 'add', 'dev', end, 'root', 'tbf', 'rate', `${kilobits}kbit`, 'burst', '4kb', 'latency', '400ms');
        },
        widen: async () => {
          for (const [within, end] of ends) await tc(...within, 'qdisc', 'del', 'dev', end, 'root');
        },
      };
    },
    close: async () => {
      // A namespace takes its end of the cable along, and so the cable.
      for (const name of names) await ip('netns', 'del', name).catch(() => undefined);
      for (const [index] of names.entries()) await ip('link', 'del', `rl${mark}${index + 1}a`).catch(() => undefined);
      await ip('address', 'del', `${address}/32`, 'dev', 'lo').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
