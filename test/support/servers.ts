/** The real servers that a run was given. Without one its tests are skipped and say so; in continuous integration that fails. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { notTested } from './not-tested-reporter.ts';

export const postgresServer = process.env['TEST_DATABASE_URL'];
export const redisUrl = process.env['REDIS_URL'];
export const redisProgram = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find((program) => existsSync(program));

/** A browser of this machine, for what a person sees. */
export const browserProgram = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (program) => program !== undefined && existsSync(program),
);

/** Why a test cannot run here; undefined when it can. */
export const missing = {
  postgres:
    postgresServer === undefined ? notTested('PostgreSQL of another version than the embedded one', 'TEST_DATABASE_URL=postgres://user@127.0.0.1:5432/postgres') : undefined,
  redis: redisUrl === undefined ? notTested('counts and wake-ups in Redis', 'REDIS_URL=redis://127.0.0.1:6379') : undefined,
  browser: browserProgram === undefined ? notTested('the pages in a real browser', 'chromium (apt-get install chromium), or CHROMIUM=/path/to/it') : undefined,
  redisProgram: redisProgram === undefined ? notTested('a Redis that goes away and comes back', 'redis-server on the PATH (apt-get install redis-server)') : undefined,
};
