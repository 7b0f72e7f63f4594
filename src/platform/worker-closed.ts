/** What a Worker serves without a record: the numbers, the built files and the pages that need nothing else. */
import { createRequestEphemeral } from '../adapters/ephemeral/request-ephemeral.ts';
import { createRedisMetrics } from '../adapters/metrics/redis-metrics.ts';
import { emergencyBoxOf, noticeOf } from '../conversation/cards.ts';
import { createApp } from '../http/app.ts';
import type { Closed } from '../http/parts.ts';
import type { HttpParts } from '../http/parts.ts';
import { version } from './compose.ts';
import type { WorkerFiles } from './worker-files.ts';
import { clientAddress } from './worker-request.ts';
import type { Shared } from './worker-shared.ts';

/** `closed` refuses whatever would use these. */
const absent = async (): Promise<never> => {
  throw new Error('there is no record here');
};
const absentPart = new Proxy({}, { get: () => absent });
type OfTheRecord = Pick<
  HttpParts,
  'conversation' | 'consultations' | 'staff' | 'interpreters' | 'wakes' | 'places' | 'carry' | 'summaryPaper' | 'consultationPaper' | 'takeNotice'
>;
// Each has functions only, and none of them is reached.
const refusedAtTheDoor = Object.fromEntries(
  ['conversation', 'consultations', 'staff', 'interpreters', 'wakes', 'places', 'carry', 'summaryPaper', 'consultationPaper', 'takeNotice'].map((name) => [name, absentPart]),
) as unknown as OfTheRecord;

export function closedApp(common: Shared, files: WorkerFiles, closed: Closed): ReturnType<typeof createApp> {
  const { rules, log } = common;
  return createApp({
    closed,
    ...refusedAtTheDoor,
    siteFor: async () => undefined,
    ephemeral: createRequestEphemeral(undefined, common.counts),
    metrics: createRedisMetrics(undefined),
    log: (event) => (event.event === 'unexpected' ? log.error(event) : log.info(event)),
    ready: async () => ({ rules: true, database: false }),
    emergencyBox: (language, region) => emergencyBoxOf(rules, language, region),
    notice: (language, region) => noticeOf(rules, language, region),
    clientAddress,
    asset: (name) => files.read(`reference/${name}`),
    pages: files.pages,
    version,
  });
}
