/** A real LiveKit of a test's own, on loopback and free ports, with the configuration that `npm start` gives it. */
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
  readonly stop: () => Promise<void>;
};

export async function startLivekit(): Promise<TestLivekit> {
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
  const address = receiver.address();
  const local = await prepareLocalLivekit(livekitProgram, { again: false });
  const ready = await local.start(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/webhooks/livekit`);
  if (!ready) throw new Error('livekit-server did not start');
  return {
    ...local.server,
    notices,
    stop: async () => {
      await local.stop();
      receiver.closeAllConnections();
      await new Promise<void>((done) => receiver.close(() => done()));
    },
  };
}
