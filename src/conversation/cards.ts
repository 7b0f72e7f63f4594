/** A position in the interview -> the card that a person sees. */
import type { Card, Notice } from '../contract/card.ts';
import { longestText } from '../contract/turn.ts';
import type { EncounterState } from '../record/fold.ts';
import type { Language } from '../shared/language.ts';
import { pathwayFits } from '../triage/assess.ts';
import type { ExitKind } from '../triage/exits.ts';
import { isCatchAll, type CompiledRuleset } from '../triage/compile.ts';
import type { Finding, NumberFinding, Region, RegionId } from '../triage/ruleset.ts';
import { chipsOf } from './chips.ts';
import { firstAidSoFar } from './first-aid.ts';
import { gateFindings } from './gate.ts';
import { unrecognised, type Interview, type Position } from './interview.ts';
import { outcomeView, regionOf } from './outcome-view.ts';
import { fillIn, phrasesFor } from './phrases.ts';
import { remainingScreens } from './remaining.ts';
import { earlierTitles, listTitle, stepSummaries } from './step-words.ts';
import { supportOf } from './support.ts';
import { glucose } from './units.ts';

export const noticeVersion = '2026-11-1';

export type CardContext = {
  readonly rules: CompiledRuleset;
  readonly state: EncounterState;
  readonly interview: Interview;
  readonly now: number;
  /** What the site offers once the outcome stands; none when not given. */
  readonly offered?: readonly ExitKind[];
};

/** Names the card of a position: the same position gives the same id, any answer in between another. */
export function cardId(state: EncounterState, position: Position): string {
  return `${state.reopened ?? state.steps.length}-${position.kind}${state.reopened === undefined ? '' : '-again'}`;
}

export function cardOf(context: CardContext): Card {
  const { rules, state, interview } = context;
  const { suggestedRegion } = state;
  const { language } = state;
  const words = phrasesFor(language);
  const { position, person } = interview;
  const region = regionOf(rules, { region: person?.region ?? suggestedRegion });
  const remaining = remainingScreens(
    rules,
    interview,
    state.steps.some((step) => step.kind === 'anything-else'),
  );
  const support = position.kind === 'emergency' ? [] : supportOf({ rules, state, interview, region });
  const meanwhile = meanwhileOf(rules, interview, language);
  const base: Base = {
    id: cardId(state, position),
    language,
    emergency: emergencyBox(region, language),
    steps: stepSummaries(rules, state, interview.assessment),
    ...(remaining ? { remaining } : {}),
    ...(support.length > 0 ? { support: [...support] } : {}),
    ...(meanwhile.length > 0 ? { meanwhile } : {}),
  };
  const who = whoOf(state);
  switch (position.kind) {
    case 'notice':
      return { ...base, kind: 'notice', ...notice(region, language) };
    case 'who':
      return { ...base, kind: 'who', ask: words.who, choices: choices(words.whoChoices) };
    case 'age': {
      const ask = who === 'me' ? words.age : who === 'my-child' ? words.ageChild : words.ageOther;
      const { d, w, m, y } = words.units;
      return { ...base, kind: 'age', ask, hint: words.ageHint, units: choices({ y, m, w, d }) };
    }
    case 'sex':
      return { ...base, kind: 'sex', ask: words.sex, why: words.sexWhy, choices: choices(words.sexChoices) };
    case 'region':
      return {
        ...base,
        kind: 'region',
        ask: who === 'elsewhere' ? words.regionOther : words.region,
        why: words.regionWhy,
        choices: rules.ruleset.regions.map((item) => ({ value: item.id, label: item.name[language] })),
        suggested: suggestedRegion,
      };
    case 'gate':
      return { ...base, kind: 'gate', ask: words.gate, items: gateFindings(rules, interview).map((finding) => itemOf(finding, language)), none: words.none, unsure: words.unsure };
    case 'words':
      return {
        ...base,
        kind: 'words',
        ask: state.reopened === undefined && state.steps.some((step) => step.kind === 'anything-else') ? words.wordsMore : words.words,
        hint: words.wordsHint,
        longest: longestText,
      };
    case 'understood':
      return {
        ...base,
        kind: 'understood',
        ask: words.understood,
        text: position.told.text,
        chips: chipsOf({ rules, told: position.told, interview, language }),
        confirm: words.understoodConfirm,
        ...(position.told.about && who === 'me' ? { about: words.about } : {}),
      };
    case 'complaint':
      return { ...base, kind: 'complaint', ask: words.complaint, choices: complaintChoices(context, words.complaintOther) };
    case 'question':
      return questionCard(base, position, { rules, language, region: region.id, other: who !== 'me', earlier: earlierTitles(rules, state, state.reopened ?? state.steps.length) });
    case 'anything-else':
      return { ...base, kind: 'anything-else', ask: words.anythingElse, yes: words.anythingYes, no: words.anythingNo };
    case 'emergency':
      return emergencyCard(context, base, region, position.confirm);
    case 'outcome':
      return { ...base, kind: 'outcome', outcome: viewOf(context) };
    default:
      return position satisfies never;
  }
}

type Base = Pick<Card, 'id' | 'language' | 'emergency' | 'steps' | 'remaining' | 'support' | 'meanwhile'>;

/** An outcome says it itself. */
function meanwhileOf(rules: CompiledRuleset, { position, facts, assessment }: Interview, language: Language): string[] {
  if (!facts || !assessment || position.kind === 'emergency' || position.kind === 'outcome') return [];
  return firstAidSoFar(rules, facts, assessment).flatMap((item) => item.words[language]);
}

type Asked = Extract<Position, { kind: 'question' }>;
type AskedIn = { readonly rules: CompiledRuleset; readonly language: Language; readonly region: RegionId; readonly other: boolean; readonly earlier: readonly string[] };

function questionCard(base: Base, { question, contradiction, suggested = false }: Asked, { rules, language, region, other, earlier }: AskedIn): Card {
  const words = phrasesFor(language);
  const note = contradiction ? { contradiction: words.contradiction } : {};
  switch (question.kind) {
    case 'checklist': {
      const title = suggested ? words.suggested : (rules.ruleset.groups.find((group) => group.id === question.group)?.title[language] ?? '');
      return {
        ...base,
        kind: 'checklist',
        ask: listTitle(title, earlier, language),
        items: question.findings.map((finding) => itemOf(finding, language)),
        none: words.none,
        unsure: words.unsure,
        ...note,
      };
    }
    case 'yes-no': {
      const item = itemOf(question.finding, language);
      return { ...base, kind: 'yes-no', ask: askOf(question.finding, language, other), item, yes: words.yes, no: words.no, unsure: words.unsure, ...note };
    }
    case 'number': {
      const { finding } = question;
      return {
        ...base,
        kind: 'number',
        ask: askOf(finding, language, other),
        item: itemOf(finding, language),
        units: unitsOf(finding, language, region),
        least: finding.least,
        most: finding.most,
        shortcuts: finding.shortcuts.map((item, index) => ({ value: String(index), label: item.words[language] })),
        ...(finding.measured && finding.shortcuts.length === 0 ? { notMeasured: words.notMeasured } : {}),
        unsure: words.unsure,
      };
    }
    default:
      return question satisfies never;
  }
}

function emergencyCard(context: CardContext, base: Base, region: Region, confirm: readonly string[]): Card {
  const { rules } = context;
  const { language } = base;
  const words = phrasesFor(language);
  const outcome = viewOf(context);
  const [call] = region.emergency;
  if (!call) throw new RangeError(`region ${region.id} has no emergency number`);
  const items = confirm.flatMap((id) => rules.findings.get(id) ?? []).map((finding) => itemOf(finding, language));
  return {
    ...base,
    kind: 'emergency',
    headline: outcome.headline,
    call: { number: call.number, use: words.call },
    do: [...(outcome.firstAid ?? []), ...outcome.do],
    ...(items.length > 0 ? { confirm: { ask: words.happeningAsk, items, yes: words.happeningYes, no: words.happeningNo } } : {}),
    outcome,
  };
}

function viewOf(context: CardContext): ReturnType<typeof outcomeView> {
  const { rules, state, interview, now, offered = [] } = context;
  const { facts, assessment } = interview;
  if (!facts || !assessment) throw new RangeError('an outcome before the person is known');
  return outcomeView({ rules, facts, assessment, language: state.language, at: state.concludedAt ?? now, offered });
}

/** The emergency numbers of a region, for answers that have no card. */
export function emergencyBoxOf(rules: CompiledRuleset, language: Language, region: RegionId): Card['emergency'] {
  return emergencyBox(regionOf(rules, { region }), language);
}

/** The notice of a region, for a page that shows it before an encounter is opened. */
export function noticeOf(rules: CompiledRuleset, language: Language, region: RegionId): Notice {
  return notice(regionOf(rules, { region }), language);
}

function notice(region: Region, language: Language): Notice {
  const words = phrasesFor(language);
  const emergency = region.emergency
    .slice(0, 2)
    .map((item) => item.number)
    .join(words.or);
  return { title: words.noticeTitle, text: words.noticeText.map((text) => fillIn(text, { emergency })), accept: words.noticeAccept, version: noticeVersion };
}

function emergencyBox(region: Region, language: Language): Base['emergency'] {
  return {
    numbers: region.emergency.map((item) => ({ number: item.number, use: item.use[language] })),
    noVoice: region.noVoice.map((item) => ({ label: item.label[language], contact: item.contact, how: item.how[language] })),
  };
}

function complaintChoices(context: CardContext, none: string): { value: string; label: string }[] {
  const { rules, state, interview } = context;
  const known = interview.assessment?.known;
  const fitting = rules.pathways.filter((item) => !isCatchAll(item) && known !== undefined && pathwayFits(item, known));
  return [...fitting.map((item) => ({ value: item.pathway.id, label: item.pathway.title[state.language] })), { value: unrecognised, label: none }];
}

function itemOf(finding: Finding, language: Language): { id: string; label: string; plain: string; why: string } {
  const words = finding.words[language];
  return { id: finding.id, label: words.label, plain: words.plain, why: words.why };
}

function askOf(finding: Finding, language: Language, other: boolean): string {
  return other ? finding.words[language].askOther : finding.words[language].ask;
}

/** What meters show there. */
const glucoseUnits: Readonly<Record<RegionId, readonly string[]>> = { FR: ['g/L', 'mg/dL', 'mmol/L'], UK: ['mmol/L', 'mg/dL', 'g/L'] };

/** The usual one first. */
function unitsOf(finding: NumberFinding, language: Language, region: RegionId): { value: string; label: string }[] {
  const words = phrasesFor(language);
  switch (finding.unit) {
    case 'hours':
      return [
        { value: 'h', label: words.units.h },
        { value: 'd', label: words.units.d },
        { value: 'w', label: words.units.w },
        { value: 'm', label: words.units.m },
      ];
    case 'celsius':
      return [
        { value: 'C', label: words.degrees },
        { value: 'F', label: words.fahrenheit },
      ];
    case 'mmol/L':
      return (finding.id === glucose ? glucoseUnits[region] : ['mmol/L']).map((unit) => ({ value: unit, label: unit }));
    case 'zero-to-ten':
    case 'percent':
    case 'per-minute':
    case 'mmHg':
      return [];
    default:
      return finding.unit satisfies never;
  }
}

function whoOf(state: EncounterState): string {
  return state.steps.find((step) => step.kind === 'who')?.who ?? 'me';
}

function choices(labels: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
