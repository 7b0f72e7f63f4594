/** The doctor's console: what rings, what is in hand, how many wait; for the desk and the doctor in charge, who needs a person. */
import type { Availability, ConsoleSnapshot, Offer } from '../contract/staff.ts';
import type { Language } from '../shared/language.ts';
import type { AlarmView, Consultation, OfferRow } from './consultation-store.ts';
import { dispatchSite } from './dispatch-now.ts';
import { notHere, notNow } from './errors.ts';
import { momentAt } from './moments.ts';
import type { ConsultationParts, SiteFacts } from './parts.ts';
import { owedView } from './promised-calls.ts';
import { openAs } from './sealed.ts';
import { encounterFor, subjectOf, type StaffCaller } from './caller.ts';
import { fill, handoverWords } from './words.ts';

/** How long an open console counts as present after it last asked. */
const leaseMs = 45_000;

export async function consoleFor(parts: ConsultationParts, caller: StaffCaller, language: Language): Promise<ConsoleSnapshot> {
  const seen = await parts.store.transaction(subjectOf(caller), async (tx) => {
    const me = await tx.staff(caller.staffId);
    if (!me) return undefined;
    await tx.renewLease(me.id, leaseMs);
    const live = await tx.liveOffer({ doctorId: me.id });
    const offer = live?.state === 'pending' && live.expiresAt > tx.now ? live : undefined;
    const incharge = me.role === 'desk' || me.role === 'supervisor';
    return {
      now: tx.now,
      me,
      offer,
      offered: offer && (await tx.byId(offer.consultationId)),
      current: await tx.currentOf(me.id),
      counts: await tx.waitingCounts(),
      doctors: await tx.doctorsOnCall(),
      recent: await tx.recentOf(me.id),
      alarms: incharge ? await tx.openAlarms() : [],
      owed: incharge ? await tx.asService(() => tx.owedBy(me.id)) : [],
    };
  });
  if (!seen) throw notHere();
  const { now, me, offer, offered, current, counts } = seen;
  const { contacts } = await parts.siteFacts(caller.site);
  const oldest = counts.length === 0 ? undefined : Math.min(...counts.map((item) => item.oldest));
  return {
    now: new Date(now).toISOString(),
    seq: me.seq,
    availability: me.availability,
    since: new Date(me.since).toISOString(),
    ...(offer && offered ? { offer: await offerView(parts, caller, { offer, row: offered, now, language }) } : {}),
    ...(current ? { current: { id: current.id, state: current.state, epoch: current.epoch } } : {}),
    waiting: {
      total: counts.reduce((sum, item) => sum + item.count, 0),
      byUrgency: counts.map((item) => ({ urgency: item.urgency, words: parts.clinical.urgencyWords(item.urgency, language), count: item.count })),
      ...(oldest === undefined ? {} : { oldestSince: new Date(oldest).toISOString() }),
    },
    doctorsOnCall: seen.doctors,
    recent: await Promise.all(seen.recent.map((row) => recentView(parts, caller, row))),
    alarms: seen.alarms.map((alarm) => alarmView(alarm, language, contacts)),
    inHand: await owedView(parts, caller, seen.owed),
  };
}

async function offerView(
  parts: ConsultationParts,
  caller: StaffCaller,
  { offer, row, now, language }: { readonly offer: OfferRow; readonly row: Consultation; readonly now: number; readonly language: Language },
): Promise<Offer> {
  const encounter = await encounterFor(parts, { caller, row });
  const [facts, standing] = [await parts.siteFacts(row.site), await parts.clinical.summary(encounter, language)];
  const identity = await openAs(encounter.key, 'identity', row.id, row.encounterId, row.identity);
  return {
    id: offer.id,
    consultationId: row.id,
    epoch: offer.epoch,
    age: standing?.who.age ?? '',
    sex: standing?.who.sex ?? '',
    words: standing?.complaint.map((item) => item.text).join('\n') ?? '',
    because: standing?.outcome.reasons.slice(0, 4).map((reason) => reason.because) ?? [],
    urgency: row.urgency,
    urgencyWords: parts.clinical.urgencyWords(row.urgency, language),
    deadline: momentAt(row.dueAt, now, language, facts.timeZone),
    waitingSince: new Date(row.queuedAt).toISOString(),
    rungAt: new Date(offer.rungAt).toISOString(),
    expiresAt: new Date(offer.expiresAt).toISOString(),
    language: row.language,
    ...(identity.suitability.interpreter === undefined ? {} : { interpreter: identity.suitability.interpreter }),
    phoneOnly: row.phoneOnly,
    raised: row.raised,
  };
}

async function recentView(parts: ConsultationParts, caller: StaffCaller, row: Consultation): Promise<ConsoleSnapshot['recent'][number]> {
  // An erased encounter keeps its line, without a name.
  const name = await encounterFor(parts, { caller, row })
    .then((encounter) => openAs(encounter.key, 'identity', row.id, row.encounterId, row.identity))
    .then(
      (identity) => identity.person.name,
      () => '—',
    );
  return { id: row.id, state: row.state, endedAt: new Date(row.endedAt ?? 0).toISOString(), name };
}

function alarmView(alarm: AlarmView, language: Language, contacts: SiteFacts['contacts']): ConsoleSnapshot['alarms'][number] {
  const words = handoverWords(language);
  return {
    id: alarm.id,
    consultationId: alarm.consultationId,
    step: alarm.step,
    urgency: alarm.urgency,
    waitingSince: new Date(alarm.queuedAt).toISOString(),
    dueAt: new Date(alarm.dueAt).toISOString(),
    raisedAt: new Date(alarm.raisedAt).toISOString(),
    // Taken in hand once and given back: there is nothing to answer any more, only someone to call.
    words: fill(words.alarm[alarm.state === 'escalated' ? 'call-back' : alarm.step], { urgency: words.urgency[alarm.urgency] }),
    state: alarm.state,
    contacts: contacts.map(({ step, phone }) => ({ step, words: words.contact[step], phone })),
  };
}

export async function setAvailability(parts: ConsultationParts, caller: StaffCaller, availability: Availability): Promise<void> {
  await parts.store.transaction(subjectOf(caller), async (tx) => {
    const me = await tx.staff(caller.staffId);
    if (!me) throw notHere();
    if (availability === 'on-call' && me.role !== 'doctor' && me.role !== 'supervisor') throw notNow();
    if (me.availability === availability) return;
    await tx.setAvailability(me.id, availability);
    await tx.staffEvent(me.id, { type: 'availability', why: 'self' });
  });
  if (availability === 'on-call') await dispatchSite(parts, caller.site).catch(() => 0);
}
