/** "See a doctor now": whether it fits, and the place in the queue. */
import type { ConsultationRequest, ConsultationTerms } from '../contract/consultation.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import { RelaisError } from '../shared/errors.ts';
import { dispatchSite } from './dispatch-now.ts';
import type { Standing } from './clinical.ts';
import type { Consultation } from './consultation-store.ts';
import type { ConsultationParts, SiteFacts } from './parts.ts';
import { dueAt, isTop } from './policy.ts';
import { ladderTimes } from './queue.ts';
import { isEnd } from './states.ts';
import { sealAs, type Identity } from './sealed.ts';
import { waitRange } from './waits.ts';
import { handoverWords } from './words.ts';

const yearMs = 365.25 * 86_400_000;
const childUnder = 15 * 365.25;

export async function termsFor(parts: ConsultationParts, encounter: OpenEncounter): Promise<ConsultationTerms> {
  const facts = await parts.siteFacts(encounter.site);
  const standing = await parts.clinical.standing(encounter);
  const words = handoverWords(standing?.language ?? 'fr');
  const refused = refusal(facts, standing);
  const queue = await parts.store.transaction({ kind: 'sweep', site: encounter.site }, async (tx) => ({
    doctors: await tx.doctorsOnCall(),
    ahead: (await tx.waitingCounts()).reduce((sum, item) => sum + item.count, 0),
    recent: await tx.recentWaits(),
  }));
  const wait = queue.doctors === 0 ? undefined : waitRange({ place: queue.ahead + 1, doctors: queue.doctors, recent: queue.recent, language: standing?.language ?? 'fr' });
  return {
    offered: refused === undefined ? 'yes' : 'no',
    ...(refused === undefined ? {} : { why: words.notOffered[refused] }),
    instead: refused === undefined ? [] : words.instead[refused],
    consentVersion: words.consentVersion,
    consent: words.consent,
    asksAdult: (standing?.ageDays ?? childUnder) < childUnder,
    doctorsOnCall: queue.doctors,
    ...(wait && refused === undefined ? { wait } : {}),
  };
}

type Refusal = 'unfinished' | 'urgent' | 'examined' | 'site';

/** What needs hands, or cannot wait, is not offered a video. */
function refusal({ policy }: SiteFacts, standing: Standing | undefined): Refusal | undefined {
  if (!standing?.concluded) return 'unfinished';
  const { urgency, examined } = standing.outcome;
  if (isTop(urgency)) return 'urgent';
  if (examined) return 'examined';
  return policy.offeredFor.includes(urgency) ? undefined : 'site';
}

export async function requestDoctor(parts: ConsultationParts, encounter: OpenEncounter, request: ConsultationRequest): Promise<Consultation> {
  const { store, clinical, newId = () => crypto.randomUUID(), now = Date.now } = parts;
  const facts = await parts.siteFacts(encounter.site);
  const subject = { kind: 'patient', site: encounter.site, encounterId: encounter.id } as const;
  // Asked again with the same turn, or while one is live: the same consultation is the answer.
  const known = await store.transaction(subject, async (tx) => {
    const latest = await tx.latestOf(encounter.id);
    return latest && (!isEnd(latest.state) || (await tx.hasTurn(latest.id, request.turnId))) ? latest : undefined;
  });
  if (known) return known;
  const standing = await clinical.standing(encounter);
  const refused = refusal(facts, standing);
  if (refused !== undefined || !standing) throw notOffered(refused ?? 'unfinished');
  checkPerson(request, standing, now());
  const id = newId();
  const identity: Identity = { person: request.person, consent: { ...request.consent, at: now() }, suitability: request.suitability };
  const sealed = await sealAs(encounter.key, 'identity', id, encounter.id, identity);
  const made = await store.transaction(subject, async (tx) => {
    const { urgency } = standing.outcome;
    const times = ladderTimes(facts.policy, { urgency, step: 'queue', from: tx.now, now: tx.now, doctorsOnCall: await tx.doctorsOnCall() });
    const created = await tx.create(
      {
        id,
        encounterId: encounter.id,
        language: standing.language,
        urgency,
        phoneOnly: !request.suitability.camera,
        dueAt: dueAt(facts.policy, urgency, tx.now),
        deadlineAt: times.deadlineAt,
        ladderAt: times.ladderAt,
        checkInAt: tx.now + facts.policy.checkInEvery,
        rulesetHash: encounter.rulesetHash,
        personKey: parts.personKey(personText(encounter.site, request)),
        earlierAllowed: request.consent.earlierEncounters,
        identity: sealed,
      },
      { actor: 'patient', move: 'request', turnId: request.turnId },
    );
    // Another tab of the same person was faster.
    return created ?? (await tx.latestOf(encounter.id));
  });
  if (!made) throw new RelaisError('unavailable', { en: 'the request was not kept', fr: 'la demande n’a pas été gardée' }, { mend: { en: 'send it again', fr: 'renvoyez-la' } });
  // Kept already: should this fail, the sweep rings within a second.
  await dispatchSite(parts, encounter.site).catch(() => 0);
  return made;
}

function checkPerson(request: ConsultationRequest, standing: Standing, now: number): void {
  const born = Date.parse(`${request.person.birthDate}T00:00:00Z`);
  const days = (now - born) / 86_400_000;
  if (days < -1 || days > 125 * 365.25)
    throw new RelaisError(
      'invalid-input',
      { en: 'this date of birth is not possible', fr: 'cette date de naissance n’est pas possible' },
      { field: 'person.birthDate', mend: { en: 'write it as year-month-day', fr: 'écrivez-la comme année-mois-jour' } },
    );
  // An age in years is rounded down; of a small child each month counts.
  const tolerance = standing.ageDays >= 730 ? (yearMs / 86_400_000) * 1.1 : 62;
  if (Math.abs(days - standing.ageDays) > tolerance)
    throw new RelaisError(
      'invalid-input',
      { en: 'the date of birth does not go with the age that the questions were answered for', fr: 'la date de naissance ne va pas avec l’âge donné au début' },
      {
        field: 'person.birthDate',
        mend: { en: 'correct the date, or go back and change the age: the advice depends on it', fr: 'corrigez la date, ou revenez changer l’âge : le conseil en dépend' },
      },
    );
  if (standing.ageDays < childUnder && request.suitability.adultPresent !== true)
    throw new RelaisError(
      'not-offered',
      { en: handoverWords('en').notOffered.noAdult, fr: handoverWords('fr').notOffered.noAdult },
      {
        field: 'suitability.adultPresent',
        mend: { en: 'ask again with an adult beside the child; else follow the advice shown', fr: 'recommencez avec un adulte près de l’enfant ; sinon suivez le conseil affiché' },
      },
    );
}

function notOffered(why: Refusal): RelaisError {
  const [en, fr] = [handoverWords('en'), handoverWords('fr')];
  return new RelaisError('not-offered', { en: en.notOffered[why], fr: fr.notOffered[why] }, { mend: { en: en.instead[why].join(' '), fr: fr.instead[why].join(' ') } });
}

function personText(site: string, { person }: ConsultationRequest): string {
  const name = person.name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ');
  return `${site}|${person.birthDate}|${name}`;
}
