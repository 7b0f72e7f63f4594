/**
 * People to talk to, for someone who may need them before there is an outcome: shown with every question as soon as it
 * is known, never instead of it. (Shared clinical reference, safety.md H18, H25, H26.)
 */
import type { Support } from '../contract/card.ts';
import type { EncounterState } from '../record/fold.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { RoutingTag } from '../triage/outcome.ts';
import { ageInDays } from '../triage/quantity.ts';
import type { Contact, Region } from '../triage/ruleset.ts';
import type { Interview } from './interview.ts';
import { contactView } from './outcome-view.ts';
import { fillIn, phrasesFor } from './phrases.ts';

/** From 16 on a young person is spoken to as an adult. */
const alone = ageInDays(16, 'y');
const adult = ageInDays(18, 'y');
const privateTags: readonly RoutingTag[] = ['sexual-assault-centre', 'safeguarding'];
/** The line for children and young people has this id in every region. */
const childLine = 'child';

export type SupportContext = { readonly rules: CompiledRuleset; readonly state: EncounterState; readonly interview: Interview; readonly region: Region };

export function supportOf({ rules, state, interview: { person, facts, assessment }, region }: SupportContext): readonly Support[] {
  if (!person || !facts || !assessment) return [];
  const brought = rules.ruleset.uncovered.filter((item) => facts.uncovered.includes(item.id));
  const kinds = [...brought.map((item) => item.kind), ...assessment.pathways.map((id) => rules.pathwayOf.get(id)?.pathway.kind)];
  const tags = new Set<RoutingTag>([...assessment.certain.via, ...brought.flatMap((item) => item.via)]);
  const minor = person.ageDays < adult;
  const found: Support[] = [];
  const add = (reason: Support['reason'], contacts: readonly Contact[]): void => {
    const words = phrasesFor(state.language).support[reason];
    const emergency = region.emergency[0]?.number ?? '';
    const text = words.text.map((line) => fillIn(line, { emergency }));
    found.push({ reason, title: words.title, text, contacts: contacts.map((contact) => contactView(contact, state.language)) });
  };
  if (tags.has('mental-health-crisis') || kinds.includes('mental'))
    add(
      'crisis',
      region.contacts.filter((contact) => contact.via.includes('mental-health-crisis')),
    );
  const asked = privateTags.filter((tag) => tags.has(tag));
  if (asked.length > 0) {
    const fitting = region.contacts.filter((contact) => asked.some((tag) => contact.via.includes(tag)));
    const first = minor ? fitting.filter((contact) => contact.id === childLine) : [];
    add('private', [...new Set([...first, ...fitting])]);
  }
  if (person.who === 'me' && person.ageDays < alone)
    add(
      'minor-alone',
      region.contacts.filter((contact) => contact.id === childLine),
    );
  return found;
}
