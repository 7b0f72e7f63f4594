/** The whole way, in two real browsers on the real service: a person's words to a doctor's face, and back home with advice. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktop, phone } from '../support/browser.ts';
import { seeAndHearEachOther } from '../support/call-figures.ts';
import { startService, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { livekitMissing } from '../support/livekit-server.ts';
import { missing } from '../support/servers.ts';
import { askForDoctor, connectTo, goOnCall, noticeOn, openCallBrowser, pageIn, seesTheOther, signIn } from './call-people.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 });

let database: TestDatabase;
let service: Running;

/** A service of this block's own; `media` says how its two are joined. */
function serve(media: Readonly<Record<string, string>>, lacking: string | undefined): void {
  beforeAll(async () => {
    if (lacking !== undefined) return;
    database = await cloneDatabase();
    service = await startService({ DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`, ...media });
  });
  afterAll(async () => {
    if (lacking !== undefined) return;
    service.process.kill('SIGTERM');
    await service.ended;
    await database.drop();
  });
  beforeEach(({ skip }) => {
    if (lacking !== undefined) skip(lacking);
  });
}

/** In continuous integration nothing may be wanting: there the journey fails instead of being passed over. */
const livekitLacking = missing.browser ?? (process.env['CI'] === undefined ? livekitMissing : undefined);

/** How the last call was joined, by the record. */
async function waysOf(): Promise<readonly string[]> {
  const { rows } = await sql<{ way: string }>`select distinct coalesce(media->>'kind', '') || coalesce(case when (media->>'e2ee')::boolean then '-encrypted' end, '') as way
    from consultations where call_started_at is not null`.execute(database.owner);
  return rows.map(({ way }) => way);
}

describe.each([
  { through: 'through a LiveKit server', media: {}, way: 'livekit-encrypted', lacking: livekitLacking },
  { through: 'from browser to browser', media: { LIVEKIT_LOCAL: 'no' }, way: 'direct', lacking: missing.browser },
])('a man with an odd feeling in his elbow, $through', ({ media, way, lacking }) => {
  serve(media, lacking);

  it('says it in his words, waits, is seen and heard by a doctor whose browser dies in mid-call and who comes back, and goes home with advice', async () => {
    const house = { url: service.url, database };
    const [patientBrowser, doctorBrowser] = await Promise.all([openCallBrowser(), openCallBrowser()]);
    const [patient, doctor] = await Promise.all([pageIn(await connectTo(patientBrowser), phone), pageIn(await connectTo(doctorBrowser), desktop)]);
    await signIn(doctor, house);
    await goOnCall(doctor);

    await askForDoctor(patient, house);
    const offer = doctor.getByRole('dialog');
    await offer.waitFor();
    expect(await offer.innerText()).toContain('sensation bizarre au coude');
    expect(await doctor.title()).toMatch(/^\(\d+\) Un patient attend/);
    // Before accepting: whom, never who.
    expect(await offer.innerText()).not.toContain('Le Goff');
    await offer.getByRole('button', { name: 'Accepter' }).click();
    await doctor.locator('.dc-section-notAsked').waitFor();

    await doctor.getByRole('button', { name: 'Commencer l’appel' }).click();
    await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
    await Promise.all([seesTheOther(patient), seesTheOther(doctor)]);
    await meet(patient, doctor);
    await Promise.all([patient, doctor].map((page) => page.locator('.cs-encrypted').waitFor()));
    await expect.poll(waysOf, { timeout: 20_000 }).toEqual([way]);
    await doctor.locator('#dc-note').fill('Gêne du coude droit, pas de rougeur.');
    await doctor.locator('.dc-kept-kept').waitFor();
    await patient.locator('#cs-write').fill('Je vous entends bien');
    await patient.getByRole('button', { name: 'Envoyer' }).click();
    await doctor.getByText('Je vous entends bien').waitFor();

    // A crash: no goodbye of any kind.
    doctorBrowser.process().kill('SIGKILL');
    await patient.getByText('La connexion de votre médecin se rétablit').waitFor();

    const anotherBrowser = await openCallBrowser();
    const again = await pageIn(await connectTo(anotherBrowser), desktop);
    await signIn(again, house);
    await Promise.all([seesTheOther(patient), seesTheOther(again)]);
    await meet(patient, again);
    await Promise.all([patient, again].map((page) => page.locator('.cs-encrypted').waitFor()));
    await expect.poll(waysOf, { timeout: 20_000 }).toEqual([way]);
    expect(await again.locator('#dc-note').inputValue()).toBe('Gêne du coude droit, pas de rougeur.');

    await again.getByRole('button', { name: 'Terminer la consultation' }).first().click();
    await again.getByLabel(/Conseils au patient/).fill('Reposez le coude.');
    await again.locator('.dc-panel').getByRole('button', { name: 'Terminer la consultation' }).click();
    await patient.getByText('Reposez le coude.').waitFor();
    expect(await patient.getByRole('heading', { level: 1 }).innerText()).toContain('terminée');
    await Promise.all([patientBrowser.kill(), anotherBrowser.kill()]);
  });
});

describe('a man who waits', () => {
  serve({ LIVEKIT_LOCAL: 'no' }, missing.browser);

  it('reloads and keeps his place; feels worse, answers again, and keeps it too', async () => {
    const server = await openCallBrowser();
    const patient = await pageIn(await connectTo(server), phone);
    await askForDoctor(patient, { url: service.url });
    await patient.locator('.cs-place').waitFor();
    await patient.reload();
    await patient.locator('.cs-place').waitFor();
    await patient.getByRole('button', { name: 'C’est pire' }).click();
    await patient.getByText('Votre place dans la file est gardée').waitFor();
    await patient.reload();
    await patient.getByText('Votre place dans la file est gardée').waitFor();
    expect(await patient.locator('.card').getAttribute('data-kind')).toBe('gate');
    await server.kill();
  });
});

/** Pictures decoded and sound heard on both sides, from now on. */
async function meet(...pages: Parameters<typeof seeAndHearEachOther>[0]): Promise<number> {
  return seeAndHearEachOther(pages, { explain: async () => Promise.all(pages.map(noticeOn)) });
}
