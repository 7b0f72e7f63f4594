/** Who takes an alarm in hand owes the patient a telephone call: it stands in the database until it is made. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const site = `c.site_id = current_setting('app.site', true)`;
const staff = `nullif(current_setting('app.staff', true), '')::uuid`;

const statements: readonly string[] = [
  // Alarms taken before this have no `taken_at`: nobody is reminded of them.
  `alter table alarms add column taken_at timestamptz, add column phoned_at timestamptz`,
  `create index alarms_in_hand on alarms (taken_at) where taken_at is not null and phoned_at is null`,
  // As before, and who took the alarm of a consultation that a doctor still has: they are to phone, and must know whom.
  `create or replace function staff_may_read(p_encounter uuid) returns boolean language sql stable security definer set search_path from current as $$
     select exists (
       select from consultations c where c.encounter_id = p_encounter and ${site} and ${staff} is not null
         and (c.doctor_id = ${staff}
           or exists (select from offers o where o.consultation_id = c.id and o.doctor_id = ${staff} and o.state in ('pending', 'accepted', 'done'))
           or exists (select from alarms a where a.consultation_id = c.id and a.taken_by = ${staff} and a.taken_at is not null))
     ) or exists (
       select from consultations old join consultations now on now.person_key = old.person_key and now.earlier_allowed and now.site_id = old.site_id
         where old.encounter_id = p_encounter and old.site_id = current_setting('app.site', true) and ${staff} is not null and now.doctor_id = ${staff}
           and now.ended_at is null
     ) $$`,
];

export const promisedCallsMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
