/** `npm start`: the service on Node, on embedded defaults unless told otherwise. */
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { createPinoLog } from '../adapters/log/pino-log.ts';
import { ConfigError, readConfig } from './config.ts';
import { codeOf, StartError } from './data-folder.ts';
import { BrokenRulesError, loadRules } from './rules.ts';
import { buildService, openBase, type Base } from './service.ts';

const leastNode = 24;
const graceMs = 10_000;

async function start(): Promise<void> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < leastNode)
    throw new StartError(
      `Relais needs Node ${leastNode}; this is ${process.versions.node}. Start it with "npm start", which brings its own on Linux, or install Node ${leastNode}.`,
    );
  const config = readConfig(process.env);
  const log = createPinoLog(config.logLevel);
  const rules = await loadRules();
  // A taken port is found before anything is started.
  await checkPort(config.host, config.port);
  const base = await openBase(config, log);
  const service = await buildService({ config, base, rules, log }).catch(async (error: unknown) => {
    await base.close();
    throw error;
  });
  const server = serve({ fetch: service.fetch, hostname: config.host, port: config.port }, (address) => announce(config, base, service, address.port));
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    const late = setTimeout(() => process.exit(1), graceMs);
    await new Promise<void>((done) => {
      server.close(() => done());
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    });
    await service.close();
    await base.close();
    clearTimeout(late);
  };
  void endWithDatabase(base, end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
}

async function endWithDatabase(base: Base, end: () => Promise<void>): Promise<void> {
  if (!base.databaseDied) return;
  await base.databaseDied;
  process.stderr.write('The embedded database has ended by itself. Relais ends too: start it again; nothing that was answered is lost.\n');
  process.exitCode = 1;
  await end();
}

function announce(config: ReturnType<typeof readConfig>, base: Base, service: { readonly model: boolean; readonly redis: boolean }, port: number): void {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const lines = [
    '',
    '  Relais is running. Not a diagnosis, not for emergencies; its rules are drafts that no clinician has signed.',
    '',
    `  API and reference page   http://${host}:${port}/docs`,
    `  Conversation             npm run triage -- --lang fr "j'ai mal à la gorge depuis trois jours"`,
    `  Health, readiness        http://${host}:${port}/healthz  /readyz  /metrics`,
    '',
    base.databaseVersion === undefined
      ? '  Database   yours (DATABASE_URL)'
      : `  Database   embedded PostgreSQL ${base.databaseVersion} in ${config.dataDir}; bring your own with DATABASE_URL and RELAIS_KEK`,
    service.redis ? '  Redis      yours (REDIS_URL)' : '  Redis      counted in this process; bring your own with REDIS_URL (needed for several instances)',
    service.model ? '  Model      Claude reads free text beside the lexicon' : '  Model      off: the lexicon alone reads free text; turn it on with ANTHROPIC_API_KEY',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((done, failed) => {
    const probe = createServer();
    probe.once('error', (error) =>
      failed(
        new StartError(
          codeOf(error) === 'EADDRINUSE'
            ? `Port ${port} on ${host} is taken. Stop what uses it, or give another PORT.`
            : `Relais cannot listen on ${host}:${port} (${codeOf(error)}). Give another HOST or PORT.`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError || error instanceof BrokenRulesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
