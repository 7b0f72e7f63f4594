/** The user that a Worker connects as: a member of `relais_app` that owns nothing, so that row-level security holds for it. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Made, or given a new password. @param password letters and digits only. */
export async function allowWorker(owner: Kysely<Tables>, { name, password }: { readonly name: string; readonly password: string }): Promise<void> {
  if (!/^[a-z_]{1,40}$/.test(name) || !/^[A-Za-z0-9]{16,}$/.test(password)) throw new RangeError('not a role name, or not a password of letters and digits');
  await sql
    .raw(
      `do $$ begin
         if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
         alter role ${name} login nosuperuser nobypassrls inherit password '${password}';
         grant relais_app to ${name};
       end $$`,
    )
    .execute(owner);
}
