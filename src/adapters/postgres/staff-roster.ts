/** The roster as an operator keeps it, as the owner of the tables. */
import { sql, type Kysely } from 'kysely';
import { newCapability } from '../../access/capability.ts';
import { linkMs, type StaffRole } from '../../access/staff.ts';
import type { Tables } from './tables.ts';

export type NewStaff = {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly title: string;
  readonly role: StaffRole;
  readonly language: 'fr' | 'en';
  /** Who they are at the identity provider. */
  readonly identity?: { readonly issuer: string; readonly subject: string };
};
export type Rostered = {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
  readonly active: boolean;
  readonly availability: string;
  readonly federated: boolean;
};

export type StaffRoster = {
  /** False when the id, or the identity, is on it already. */
  readonly add: (staff: NewStaff) => Promise<boolean>;
  readonly list: (site: string | undefined) => Promise<readonly Rostered[]>;
  /** A link that opens a session once, within twelve hours; undefined for someone who is not there. Only its hash is kept. */
  readonly link: (id: string) => Promise<string | undefined>;
  /** Takes someone off: sessions and links end at once. */
  readonly off: (id: string) => Promise<boolean>;
};

export function createStaffRoster(owner: Kysely<Tables>): StaffRoster {
  return {
    add: async ({ id, site, name, title, role, language, identity }) => {
      const { rows } = await sql`insert into staff (id, site_id, name, title, role, language, issuer, subject)
        values (${id}, ${site}, ${name}, ${title}, ${role}, ${language}, ${identity?.issuer ?? null}, ${identity?.subject ?? null}) on conflict do nothing returning id`.execute(
        owner,
      );
      return rows.length > 0;
    },
    list: async (site) => {
      const { rows } = await sql<{ id: string; site_id: string; name: string; title: string; role: string; active: boolean; availability: string; federated: boolean }>`
        select id, site_id, name, title, role, active, availability, issuer is not null as federated from staff
        where (${site ?? null}::text is null or site_id = ${site ?? null}) order by site_id, name, id`.execute(owner);
      return rows.map(({ site_id, ...row }) => ({ ...row, site: site_id }));
    },
    link: async (id) => {
      const link = newCapability();
      const { rows } = await sql`insert into staff_links (hash, site_id, staff_id, expires_at)
        select ${Buffer.from(link.hash)}, site_id, id, clock_timestamp() + ${linkMs} * interval '1 millisecond' from staff where id = ${id} and active returning hash`.execute(
        owner,
      );
      return rows.length > 0 ? link.token : undefined;
    },
    off: async (id) => {
      const { rows } = await sql`update staff set active = false, availability = 'off' where id = ${id} and active returning id`.execute(owner);
      await sql`update staff_sessions set ended_at = clock_timestamp() where staff_id = ${id} and ended_at is null`.execute(owner);
      await sql`delete from staff_links where staff_id = ${id} and used_at is null`.execute(owner);
      return rows.length > 0;
    },
  };
}
