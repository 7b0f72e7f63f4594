/** `npm run livekit:install`: a LiveKit server for this machine, made by Go from its published source. */
import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { programName, toolFolder } from '../platform/local-livekit.ts';
import { readFlags, runCommand } from './flags.ts';

const version = 'v1.13.5';
const source = `github.com/livekit/livekit-server/cmd/server@${version}`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function install(folder: string): Promise<number> {
  const program = join(folder, programName);
  if ((await output(program, ['--version']))?.includes(version.slice(1)) === true) {
    say(`LiveKit ${version} is in ${folder} already.`);
    return 0;
  }
  if ((await output('go', ['version'])) === undefined) {
    process.stderr.write(
      'Go is not on the PATH. Install Go 1.26 or later (https://go.dev/dl) and run this again; or give LIVEKIT_URL; without either, calls go directly between the two browsers.\n',
    );
    return 1;
  }
  say(`Making LiveKit ${version} with Go: about three minutes the first time.`);
  await mkdir(folder, { recursive: true });
  // The program that Go makes is called "server", like other people's: it is made in a place of its own.
  const place = await mkdtemp(join(folder, 'making-'));
  try {
    const code = await run('go', ['install', source], { ...process.env, GOBIN: place, CGO_ENABLED: '0' });
    if (code !== 0) {
      process.stderr.write('Go could not make it; what it said stands above. Nothing was changed.\n');
      return 1;
    }
    await rename(join(place, 'server'), program);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  await access(program);
  say(`LiveKit ${version} is in ${folder}. The next npm start uses it.`);
  return 0;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((done) => {
    const child = spawn(command, [...args], { env, stdio: 'inherit' });
    child.once('error', () => done(null));
    child.once('close', done);
  });
}

/** What a program prints; undefined where there is no such program. */
function output(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', () => done(undefined));
    child.once('close', () => done(said));
  });
}

await runCommand(async () => {
  const { values } = readFlags(process.argv.slice(2), { into: { type: 'string' } }, 'npm run livekit:install [-- --into FOLDER]');
  return install(resolve(values.into ?? toolFolder));
});
