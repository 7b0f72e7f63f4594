/** A doctor of the made-up hospital, so that the whole journey can be tried at once. */
import { createStaffRoster } from '../adapters/postgres/staff-roster.ts';
import type { Base } from './service.ts';

const demoDoctor = '00000000-0000-4000-8000-00000000d0c1';

/** @returns the path of a one-time link for the demo's doctor. */
export async function demoDoctorLink({ database }: Pick<Base, 'database'>, site: string): Promise<string | undefined> {
  const roster = createStaffRoster(database.owner);
  await roster.add({ id: demoDoctor, site, name: 'Démonstration', title: 'Dr', role: 'supervisor', language: 'fr' });
  const link = await roster.link(demoDoctor);
  return link === undefined ? undefined : `/doctor#link=${link}`;
}
