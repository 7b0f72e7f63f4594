/**
 * The service put together from what a runtime brings: the same on Node and on Workers. A part that both have is added
 * here; one that only a runtime has is brought by it.
 */
import type pg from 'pg';
import { consultationPdf } from '../adapters/pdf/consultation-pdf.ts';
import { summaryPdf } from '../adapters/pdf/summary-pdf.ts';
import { createPlaceDirectory } from '../adapters/postgres/place-directory.ts';
import { createRecordStore } from '../adapters/postgres/record-store.ts';
import { createShortCodeStore } from '../adapters/postgres/short-code-store.ts';
import { loadSite } from '../adapters/postgres/site-store.ts';
import type { Log } from '../adapters/log/pino-log.ts';
import { createPlaceFinder } from '../care/find-places.ts';
import { createCarry } from '../conversation/carry.ts';
import { emergencyBoxOf, noticeOf } from '../conversation/cards.ts';
import { createConversation, type RulesetShelf } from '../conversation/conversation.ts';
import { createPlaces } from '../conversation/places.ts';
import { createApp } from '../http/app.ts';
import type { HttpParts } from '../http/parts.ts';
import { createEncounterRecords, type EncounterRecords, type EncounterRecordsParts } from '../record/encounter-records.ts';
import { webCipher } from '../record/sealing.ts';
import { createShortCodes } from '../record/short-codes.ts';
import type { Config } from './config.ts';
import { createHandover, type HandoverParts } from './handover.ts';
import { createSiteDirectory, type SiteMemory } from './site-directory.ts';

export const version = '0.1.0';

type FromRuntime = Pick<HttpParts, 'ephemeral' | 'metrics' | 'ready' | 'clientAddress' | 'asset' | 'pages' | 'mediaOrigins'> &
  Pick<EncounterRecordsParts, 'keys' | 'cipher' | 'memory'>;

export type Brought = FromRuntime & {
  readonly config: Config;
  /** Connections that run as `relais_app`. */
  readonly pool: pg.Pool;
  readonly shelf: RulesetShelf;
  readonly log: Log;
  readonly siteMemory?: SiteMemory;
} & Pick<HandoverParts, 'rooms' | 'iceServers' | 'personIndexKey' | 'senders'> &
  Pick<HttpParts, 'oidc' | 'pushKey'>;

export type Composed = {
  readonly app: ReturnType<typeof createApp>;
  readonly records: EncounterRecords;
  /** What falls due by the clock, at every site: called every second, by Node or by a Worker's cron. */
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export function compose(brought: Brought): Composed {
  const { config, pool, shelf, log, keys, cipher, memory, siteMemory } = brought;
  const records = createEncounterRecords({ store: createRecordStore(pool), keys, ...(cipher ? { cipher } : {}), ...(memory ? { memory } : {}) });
  const siteFor = createSiteDirectory({ load: (id) => loadSite(pool, id), over: config, ...(siteMemory ? { memory: siteMemory } : {}) });
  const codes = createShortCodes({ store: createShortCodeStore(pool), keys });
  const conversation = createConversation({ records, shelf, now: Date.now });
  const handover = createHandover({
    pool,
    records,
    keys,
    cipher: cipher ?? webCipher,
    ephemeral: brought.ephemeral,
    shelf,
    siteFor,
    rooms: brought.rooms,
    iceServers: brought.iceServers,
    personIndexKey: brought.personIndexKey,
    ...(brought.senders ? { senders: brought.senders } : {}),
  });
  const app = createApp({
    conversation,
    consultations: handover.consultations,
    staff: handover.staff,
    interpreters: handover.interpreters,
    consultationPaper: consultationPdf,
    wakes: handover.wakes,
    takeNotice: handover.takeNotice,
    ...(brought.oidc ? { oidc: brought.oidc } : {}),
    ...(brought.pushKey === undefined ? {} : { pushKey: brought.pushKey }),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    places: createPlaces({ conversation, finder: createPlaceFinder(createPlaceDirectory(pool)), now: Date.now }),
    carry: createCarry({ records, shelf, codes, siteFor, changed: (id) => brought.ephemeral.publish('encounter-changed', id) }),
    summaryPaper: summaryPdf,
    siteFor,
    ephemeral: brought.ephemeral,
    metrics: brought.metrics,
    log: (event) => (event.event === 'unexpected' ? log.error(event) : log.info(event)),
    ready: brought.ready,
    emergencyBox: (language, region) => emergencyBoxOf(shelf.current.rules, language, region),
    notice: (language, region) => noticeOf(shelf.current.rules, language, region),
    clientAddress: brought.clientAddress,
    asset: brought.asset,
    pages: brought.pages,
    ...(brought.mediaOrigins ? { mediaOrigins: brought.mediaOrigins } : {}),
    version,
  });
  return { app, records, sweep: handover.sweep, close: handover.close };
}
