/** Every migration, in order. A module each: no file system is read. */
import type { Migration } from 'kysely/migration';
import { consultationsMigration } from './consultations.ts';
import { firstMigration } from './first.ts';
import { interpretersMigration } from './interpreters.ts';
import { placeWeeksMigration } from './place-weeks.ts';
import { placesByAddressMigration } from './places-by-address.ts';
import { placesMigration } from './places.ts';
import { promisedCallsMigration } from './promised-calls.ts';
import { retentionMigration } from './retention.ts';
import { runtimesMigration } from './runtimes.ts';
import { sessionOverrunMigration } from './session-overrun.ts';
import { shortCodesMigration } from './short-codes.ts';
import { sitesMigration } from './sites.ts';
import { staffMigration } from './staff.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-record': firstMigration,
  '0002-sites': sitesMigration,
  '0003-short-codes': shortCodesMigration,
  '0004-places': placesMigration,
  '0010-staff': staffMigration,
  '0011-consultations': consultationsMigration,
  '0012-runtimes': runtimesMigration,
  '0014-place-weeks': placeWeeksMigration,
  '0016-retention': retentionMigration,
  '0017-session-overrun': sessionOverrunMigration,
  '0018-interpreters': interpretersMigration,
  '0019-promised-calls': promisedCallsMigration,
  '0020-places-by-address': placesByAddressMigration,
};
