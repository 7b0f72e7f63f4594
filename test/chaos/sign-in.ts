/** A doctor of the site with a session, as from a one-time link. */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { createStaffRoster } from '../../src/adapters/postgres/staff-roster.ts';
import { anAddress, type Caller } from './calls.ts';
import type { House } from './house.ts';

export async function signIn(house: House, name: string): Promise<Caller> {
  const database = openDatabase(house.databaseUrl);
  try {
    const roster = createStaffRoster(database.owner);
    const id = randomUUID();
    const address = anAddress();
    await roster.add({ id, site: 'demo', name, title: 'Dr', role: 'doctor', language: 'fr' });
    const link = await roster.link(id);
    const response = await fetch(`${house.urls[0] ?? ''}/v1/staff/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...address },
      body: JSON.stringify({ link }),
    });
    const cookie = response.headers.get('Set-Cookie')?.split(';')[0];
    if (!response.ok || cookie === undefined) throw new Error(`signing in was answered ${response.status}`);
    return { headers: { Cookie: cookie, ...address } };
  } finally {
    await database.close();
  }
}
