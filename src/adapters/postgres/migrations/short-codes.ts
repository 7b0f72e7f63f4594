/**
 * Short codes to an encounter. A request sees the code whose handle it names, and the codes of its own encounter: no other. Moving
 * an encounter to another device is the one change that requests may make to it.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create table short_codes (
     handle text primary key check (handle ~ '^[0-9A-HJKMNP-TV-Z]{4}$'),
     site_id text not null,
     encounter_id uuid not null,
     purpose text not null check (purpose in ('desk', 'device')),
     key_id text not null,
     wrapped_pepper bytea not null,
     proof bytea not null check (length(proof) = 32),
     made_at timestamptz not null,
     expires_at timestamptz not null,
     tries smallint not null default 0,
     spent_at timestamptz,
     foreign key (encounter_id, site_id) references encounters (id, site_id)
   )`,
  `create index on short_codes (encounter_id)`,
  `alter table short_codes enable row level security`,
  `create policy own_encounter on short_codes to relais_app
     using (site_id = current_setting('app.site', true) and encounter_id::text = current_setting('app.encounter', true))
     with check (site_id = current_setting('app.site', true) and encounter_id::text = current_setting('app.encounter', true))`,
  `create policy named_code on short_codes to relais_app using (handle = current_setting('app.code', true))`,
  `grant select, insert, update, delete on short_codes to relais_app`,
  `grant update (capability_hash) on encounters to relais_app`,

  `create function put_short_code(p_site text, p_encounter uuid, p_capability bytea, p_handle text, p_purpose text, p_key_id text, p_pepper bytea, p_proof bytea,
                                  p_at timestamptz, p_until timestamptz, p_entry text) returns text language plpgsql as $$
   begin
     perform set_subject(p_site, p_encounter), set_config('app.code', p_handle, true);
     perform 1 from encounters where id = p_encounter and capability_hash = p_capability and wrapped_key is not null;
     if not found then return 'not-found'; end if;
     delete from short_codes where handle = p_handle and (expires_at <= p_at or spent_at is not null);
     delete from short_codes where encounter_id = p_encounter and purpose = p_purpose;
     insert into short_codes values (p_handle, p_site, p_encounter, p_purpose, p_key_id, p_pepper, p_proof, p_at, p_until) on conflict do nothing;
     if not found then return 'taken'; end if;
     perform append_audit(p_site, p_encounter, p_entry);
     return 'kept';
   end $$`,
  // The try is counted before anything is compared: many at once get no more of them.
  `create function find_short_code(p_handle text, p_purpose text, p_at timestamptz)
     returns table (site_id text, encounter_id uuid, key_id text, wrapped_pepper bytea, proof bytea) language plpgsql as $$
   #variable_conflict use_column
   begin
     perform set_config('app.code', p_handle, true);
     return query update short_codes c set tries = c.tries + 1
       where c.handle = p_handle and c.purpose = p_purpose and c.expires_at > p_at and c.spent_at is null and c.tries < 5
       returning c.site_id, c.encounter_id, c.key_id, c.wrapped_pepper, c.proof;
   end $$`,
  `create function spend_short_code(p_handle text, p_proof bytea, p_new_capability bytea, p_at timestamptz) returns bytea language plpgsql as $$
   declare v_code short_codes; v_capability bytea;
   begin
     perform set_config('app.code', p_handle, true);
     update short_codes set spent_at = p_at where handle = p_handle and proof = p_proof and spent_at is null returning * into v_code;
     if not found then return null; end if;
     perform set_subject(v_code.site_id, v_code.encounter_id);
     if p_new_capability is not null then
       update encounters set capability_hash = p_new_capability where id = v_code.encounter_id and wrapped_key is not null;
       -- Codes made on the device that is out now open nothing any more.
       delete from short_codes where encounter_id = v_code.encounter_id and handle <> p_handle;
     end if;
     select capability_hash into v_capability from encounters where id = v_code.encounter_id and wrapped_key is not null;
     perform append_audit(v_code.site_id, v_code.encounter_id,
       json_build_object('action', case v_code.purpose when 'desk' then 'read-at-desk' else 'moved-to-device' end,
                         'at', (extract(epoch from p_at) * 1000)::bigint, 'encounter', v_code.encounter_id)::text);
     return v_capability;
   end $$`,
];

export const shortCodesMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
