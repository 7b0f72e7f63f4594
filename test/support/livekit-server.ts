/** A real LiveKit of a test's own, on loopback and free ports, with the configuration that `npm start` gives it. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { findLivekitProgram, prepareLocalLivekit } from '../../src/platform/local-livekit.ts';
import { notTested } from './not-tested-reporter.ts';

export const livekitProgram = await findLivekitProgram(process.env['PATH'] ?? '');
/** Why a test with LiveKit cannot run here; undefined when it can. */
export const livekitMissing = livekitProgram === undefined ? notTested('calls through a real LiveKit server', 'npm run livekit:install (needs Go)') : undefined;

export type Notice = { readonly body: string; readonly authorization: string | undefined };
export type TestLivekit = {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** What it told of its rooms, as it was sent. */
  readonly notices: Notice[];
  /** Nothing comes through any more, and nobody is told; then again as before. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** At once and without a word, as by kill -9. */
  readonly stop: () => Promise<void>;
};

/** @param address another address of the loopback interface, where it is reached as well. */
export async function startLivekit(address?: string): Promise<TestLivekit> {
  if (livekitProgram === undefined) throw new Error('there is no livekit-server here');
  const notices: Notice[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      notices.push({ body, authorization: request.headers.authorization });
      response.end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const heardAt = receiver.address();
  const local = await prepareLocalLivekit(livekitProgram, { again: false, ...(address === undefined ? {} : { address }) });
  const webhook = `http://127.0.0.1:${typeof heardAt === 'object' && heardAt ? heardAt.port : 0}/webhooks/livekit`;
  const ready = await local.start(webhook);
  if (!ready) throw new Error('livekit-server did not start');
  return {
    ...local.server,
    notices,
    freeze: async () => (await livekitsFor(webhook)).forEach((pid) => process.kill(pid, 'SIGSTOP')),
    thaw: async () => (await livekitsFor(webhook)).forEach((pid) => process.kill(pid, 'SIGCONT')),
    stop: async () => {
      await local.stop();
      receiver.closeAllConnections();
      await new Promise<void>((done) => receiver.close(() => done()));
    },
  };
}

/** The media servers of this machine that tell this address of their rooms, by their process numbers. */
export async function livekitsFor(webhook: string): Promise<readonly number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const tells = await Promise.all(
    numbers.map(async (pid) => {
      const settings = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const program = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return settings.includes(webhook) && program.startsWith('livekit-server');
    }),
  );
  return numbers.filter((_, index) => tells[index]).map(Number);
}
