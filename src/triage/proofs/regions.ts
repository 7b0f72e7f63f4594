/** Every routing tag leads, in every region, to a contact that answers day and night (dispositions, profile rule 4). */
import { routingTags } from '../outcome.ts';
import { regionIds } from '../ruleset.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { Finding } from './proof.ts';

export function provePlacesResolve(rules: CompiledRuleset): readonly Finding[] {
  return regionIds.flatMap((id): readonly Finding[] => {
    const region = rules.ruleset.regions.find((item) => item.id === id);
    const place = { file: `regions/${id}.yaml`, line: 1 };
    if (!region) return [{ place, what: `region ${id} has no file` }];
    const numbers = new Set([...region.emergency.map((item) => item.number), ...region.contacts.filter((item) => !item.hours).map((item) => item.number)]);
    const problems = region.contacts.flatMap((contact) =>
      contact.hours && !(contact.fallback && numbers.has(contact.fallback))
        ? [{ place, what: `contact "${contact.id}" has limited hours and no fallback that always answers` }]
        : [],
    );
    for (const tag of routingTags) {
      if (!region.contacts.some((contact) => contact.via.includes(tag))) problems.push({ place, what: `routing tag "${tag}" leads to no contact` });
    }
    return problems;
  });
}
