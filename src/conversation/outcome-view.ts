/** The outcome as a person reads it: how soon, where, what to do, why, and what would mean "go up a level". */
import type { OutcomeView } from '../contract/card.ts';
import type { Language, WordList } from '../shared/language.ts';
import type { Assessment } from '../triage/assess.ts';
import { isCatchAll, type CompiledRuleset } from '../triage/compile.ts';
import { exitsThatFit, type ExitKind } from '../triage/exits.ts';
import { explain, type Reason } from '../triage/explain.ts';
import type { Facts } from '../triage/facts.ts';
import { rank } from '../triage/outcome.ts';
import type { Contact, Pathway, Region } from '../triage/ruleset.ts';
import { valueWords } from './answer-words.ts';
import { momentAfter } from './clock-words.ts';
import { firstAidOf } from './first-aid.ts';
import { fillIn, phrasesFor } from './phrases.ts';

export type OutcomeContext = {
  readonly rules: CompiledRuleset;
  readonly facts: Facts;
  readonly assessment: Assessment;
  readonly language: Language;
  /** When the outcome was reached, milliseconds since the epoch. */
  readonly at: number;
  /** What the site offers; none when not given. */
  readonly offered?: readonly ExitKind[];
};

export function outcomeView(context: OutcomeContext): OutcomeView {
  const { rules, facts, assessment, language, at, offered = [] } = context;
  const { outcome } = assessment;
  const words = phrasesFor(language);
  const region = regionOf(rules, facts);
  const disposition = rules.ruleset.dispositions.find((item) => item.urgency === outcome.urgency);
  if (!disposition) throw new RangeError(`no words for ${outcome.urgency}`);
  const texts = disposition.words[language];
  const pathways = assessment.pathways.flatMap((id) => rules.pathwayOf.get(id)?.pathway ?? []);
  const advice = pathways.flatMap((pathway) => pathway.advice[outcome.urgency] ?? []);
  const reviewHours = Math.min(...advice.flatMap((item) => item.reviewHours ?? []));
  const seeBy = outcome.withinHours === undefined || outcome.urgency === 'ambulance' ? undefined : momentAfter(at, outcome.withinHours, language, region.timeZone);
  const values = {
    emergency: region.emergency
      .slice(0, 2)
      .map((item) => item.number)
      .join(words.or),
    time: seeBy?.words ?? '',
    days: String(Math.max(1, Math.round((outcome.withinHours ?? 24) / 24))),
  };
  const filled = (list: readonly string[]): string[] => unique(list.map((text) => fillIn(text, values)));
  const aid = firstAidOf(rules, facts, assessment);
  const avoid = texts.nothingByMouth === undefined || aid.some((item) => item.byMouth) ? texts.avoid : [...texts.avoid, texts.nothingByMouth];
  const draft = pathways.some((pathway) => pathway.status === 'draft');
  return {
    urgency: outcome.urgency,
    short: texts.short,
    headline: fillIn(outcome.examined ? texts.headlineExamined : texts.headline, values),
    who: fillIn(texts.who, values),
    examined: outcome.examined,
    via: outcome.via.map((tag) => ({
      tag,
      text: fillIn(rules.ruleset.routing[tag][language], values),
      contacts: region.contacts.filter((contact) => contact.via.includes(tag)).map((contact) => contactView(contact, language)),
    })),
    ...(seeBy ? { seeBy: { at: seeBy.at, words: fillIn(words.seenBy, { when: seeBy.words }) } } : {}),
    ...(aid.length > 0 ? { firstAid: filled(aid.flatMap((item) => item.words[language])) } : {}),
    do: filled([...texts.do, ...advice.flatMap((item) => item.words[language].do)]),
    avoid: filled([...avoid, ...advice.flatMap((item) => item.words[language].avoid)]),
    expect: filled(advice.map((item) => item.words[language].expect)),
    reasons: explain(rules, facts, assessment).reasons.map((reason) => reasonView(rules, reason, language)),
    goUpIf: goUpIf(context, pathways),
    ...(Number.isFinite(reviewHours) ? { review: momentAfter(at, reviewHours, language, region.timeZone) } : {}),
    contacts: region.contacts.filter((contact) => contact.via.length === 0).map((contact) => contactView(contact, language)),
    exits: exitsThatFit(outcome).filter((exit) => offered.includes(exit)),
    draft,
    ...(draft ? { draftNotice: words.draftNotice } : {}),
    rulesetHash: rules.hash,
  };
}

/** The signs of the complaints first. On the way to the emergency department the general ones would only be more to read. */
function goUpIf({ rules, facts, assessment, language }: OutcomeContext, pathways: readonly Pathway[]): string[] {
  const own = pathways.flatMap((pathway) => pathway.goUpIf[language]);
  if (own.length > 0 && rank(assessment.outcome.urgency) >= rank('emergency')) return unique(own);
  const said = new Set(pathways.flatMap((pathway) => pathway.goUpInsteadOf ?? []));
  return unique([...own, ...generalNet(rules, facts, said)[language]]);
}

/** The general signs of someone of this age, but for those that are said already. */
function generalNet({ ruleset }: CompiledRuleset, { patient }: Facts, said: ReadonlySet<string>): WordList {
  const net = ruleset.generalNet;
  if ('en' in net) return net;
  const lines = net.filter(({ id, from = 0, until = Number.POSITIVE_INFINITY }) => !said.has(id) && patient.ageDays >= from && patient.ageDays < until);
  return { en: lines.map(({ words }) => words.en), fr: lines.map(({ words }) => words.fr) };
}

export function regionOf(rules: CompiledRuleset, facts: Pick<Facts, 'region'>): Region {
  const region = rules.ruleset.regions.find((item) => item.id === facts.region);
  if (!region) throw new RangeError(`no region ${facts.region}`);
  return region;
}

export function contactView(contact: Contact, language: Language): OutcomeView['contacts'][number] {
  return {
    number: contact.number,
    name: contact.name[language],
    ...(contact.hours ? { hours: contact.hours[language] } : {}),
    ...(contact.fallback ? { fallback: contact.fallback } : {}),
  };
}

function reasonView(rules: CompiledRuleset, reason: Reason, language: Language): OutcomeView['reasons'][number] {
  const words = phrasesFor(language);
  const pathway = reason.pathway === undefined ? undefined : rules.pathwayOf.get(reason.pathway);
  const because = pathway && isCatchAll(pathway) && reason.rule === 'otherwise' ? words.unrecognisedReason : reason.because[language];
  return {
    // "A pain this strong must be examined" is not what someone said who was not sure how strong it is.
    because: reason.answers.length > 0 && reason.answers.every((answer) => answer.value === 'unsure') ? fillIn(words.inDoubt, { because }) : because,
    answers: reason.answers.map((answer) => ({
      label: rules.findings.get(answer.finding)?.words[language].label ?? answer.finding,
      value: valueWords(rules, answer.finding, answer.value, language),
      ...(answer.words === undefined ? {} : { words: answer.words }),
    })),
    rule: reason.rule,
    ...(reason.pathway === undefined ? {} : { pathway: reason.pathway }),
    standing: reason.standing,
    sources: reason.sources.map((source) => ({ key: source.key, title: source.title, mark: source.mark })),
  };
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
