/** The ways of a handover beside the call that goes well, on both screens: nobody on call, another device, another doctor, not by video, papers. */
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BrowserServer, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createStaffRoster } from '../../src/adapters/postgres/staff-roster.ts';
import { desktop, phone } from '../support/browser.ts';
import { startService, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { figuresOf } from '../support/call-figures.ts';
import { timePasses } from '../support/handover.ts';
import { missing } from '../support/servers.ts';
import { acceptAndOpen, askForDoctor, connectTo, goOnCall, inTheWaitingRoom, noticeOn, openCallBrowser, pageIn, seesTheOther, signIn } from './call-people.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 200_000 });

const [second, minute] = [1000, 60_000];
let database: TestDatabase;
let service: Running;
let servers: readonly [BrowserServer, BrowserServer, BrowserServer];
beforeAll(async () => {
  if (missing.browser !== undefined) return;
  database = await cloneDatabase();
  service = await startService({ DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`, LIVEKIT_LOCAL: 'no' });
  servers = [await openCallBrowser({ fps: 5, allowsAll: false }), await openCallBrowser({ fps: 5 }), await openCallBrowser({ cameras: 0, allowsAll: false })];
});
afterAll(async () => {
  if (missing.browser !== undefined) return;
  await Promise.all(servers.map((server) => server.kill()));
  service.process.kill('SIGTERM');
  await service.ended;
  await database.drop();
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

/** As if the minutes until then had passed. */
async function untilReads(page: Page, words: RegExp): Promise<void> {
  const line = page.getByText(words).first();
  for (let tries = 0; tries < 12 && !(await line.isVisible()); tries += 1) {
    await timePasses(database, 4 * minute);
    await line.waitFor({ timeout: 3 * second }).catch(() => undefined);
  }
  expect(await line.isVisible()).toBe(true);
}

async function isInterrupted(): Promise<boolean> {
  const { rows } = await sql`select from consultations where state = 'interrupted'`.execute(database.owner);
  return rows.length > 0;
}

const house = (): { readonly url: string; readonly database: TestDatabase } => ({ url: service.url, database });
const patientPage = async (): Promise<Page> => pageIn(await connectTo(servers[0]), phone);
async function colleague(): Promise<Page> {
  const id = randomUUID();
  const roster = createStaffRoster(database.owner);
  await roster.add({ id, site: 'demo', name: 'Alix Durand', title: 'Dr', role: 'doctor', language: 'fr' });
  const page = await pageIn(await connectTo(servers[0]), desktop);
  await page.goto(`${service.url}/doctor#link=${(await roster.link(id)) ?? ''}`);
  await page.locator('.dc-bar').waitFor();
  return page;
}
async function isPdf(page: Page, open: () => Promise<unknown>): Promise<boolean> {
  // Opened in a tab of its own, by the reader of the browser.
  const answered = page.context().waitForEvent('response', (response) => response.url().includes('/documents/'));
  await open();
  const href = (await answered).url();
  const response = await page.request.get(href);
  return response.status() === 200 && (await response.body()).subarray(0, 5).toString() === '%PDF-';
}

it('with no doctor at all someone is told, then phones: the patient reads each step with its time, and the doctor in charge takes it in hand', async () => {
  const [patient, inCharge] = [await patientPage(), await pageIn(await connectTo(servers[1]), desktop)];
  await Promise.all([signIn(inCharge, house()), askForDoctor(patient, house())]);
  await patient.locator('.cs-place').waitFor();
  await untilReads(patient, /L.accueil sait que vous attendez/);
  await untilReads(patient, /Quelqu.un vous téléphonera au/);
  expect(await patient.locator('.cs').innerText()).toMatch(/06\s39\s98\s12\s34/);
  await inCharge.getByRole('button', { name: 'Prendre en main' }).first().click();
  await inCharge.getByLabel('Qu’avez-vous convenu avec le patient ?').fill('Nous rappelons tout de suite');
  await inCharge.getByRole('button', { name: 'Confirmer' }).click();
  const toPhone = inCharge.getByRole('link', { name: /Appelez Anne Le Goff au/ });
  await toPhone.waitFor();
  await patient.getByRole('heading', { name: /L.hôpital s.en occupe par téléphone/ }).waitFor();
  // The alarm is gone, and whom to phone is not, until that is done.
  await inCharge.getByRole('button', { name: 'Prendre en main' }).waitFor({ state: 'detached' });
  expect(await toPhone.getAttribute('href')).toMatch(/^tel:\+?\d+$/);
  await inCharge.reload();
  await toPhone.waitFor();
  await inCharge.getByRole('button', { name: 'Je lui ai parlé' }).click();
  await toPhone.waitFor({ state: 'detached' });
  await Promise.all([patient, inCharge].map((page) => page.context().close()));
});

/** Opens the check while waiting and reads it to its end. */
async function checked(page: Page, press: string): Promise<string> {
  await page.getByRole('button', { name: press }).click();
  await page.locator('.cs-way-on').filter({ hasText: /\S/ }).waitFor();
  return page.locator('.cs-device').innerText();
}

it('a patient who refuses the camera or has no WebRTC is told the way on, in English, and leaves the queue', async () => {
  const patient = await pageIn(await connectTo(servers[0]), phone, 'en');
  await inTheWaitingRoom(patient, house(), 'Emma Reed', 'en');
  await patient.context().clearPermissions();
  await patient.context().grantPermissions(['microphone']);
  await patient.getByText('Try camera and sound').click();
  const refused = await checked(patient, 'Start the check');
  expect(refused).toContain('not allowed');
  expect(refused).toContain('hear you but not see you');
  await patient.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
  await patient.reload();
  await patient.getByText('Try camera and sound').click();
  expect(await checked(patient, 'Start the check')).toContain('The doctor will phone you');
  await patient.getByRole('button', { name: 'Leave the queue' }).click();
  await patient.getByRole('button', { name: 'No, stay' }).click();
  await patient.getByRole('button', { name: 'Leave the queue' }).click();
  await patient.getByRole('button', { name: 'Yes, leave' }).click();
  await patient.getByRole('heading', { name: 'You have left the queue' }).waitFor();
  const { rows } = await sql<{ state: string }>`select state from consultations order by queued_at desc limit 1`.execute(database.owner);
  expect(rows).toEqual([{ state: 'withdrawn' }]);
  await patient.context().close();
});

it('without a camera, and with the microphone refused at first, a patient is heard in the end and takes the doctor’s papers to the emergency department', async () => {
  const [patient, doctor] = [await pageIn(await connectTo(servers[2]), phone), await colleague()];
  await goOnCall(doctor);
  await inTheWaitingRoom(patient, house(), 'Paul Martin');
  await patient.getByText('Essayer la caméra et le son').click();
  const found = await checked(patient, 'Commencer l’essai');
  expect(found).toContain('il n’y en a pas sur cet appareil');
  expect(found).toContain('Le médecin vous entendra sans vous voir');
  await patient.context().clearPermissions();
  expect(await checked(patient, 'Essayer de nouveau')).toContain('Le médecin vous téléphonera');

  await acceptAndOpen(doctor);
  await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
  await seesTheOther(patient);
  await patient.getByText('Le micro n’est pas autorisé').waitFor();
  await doctor.getByText('Vous n’entendez pas le patient').waitFor();
  await patient.context().grantPermissions(['microphone']);
  await patient.getByRole('button', { name: 'Réessayer' }).click();
  await expect.poll(async () => (await figuresOf(doctor)).energy, { timeout: 20 * second }).toBeGreaterThan(0);
  await doctor.getByText('Pas d’image du patient').waitFor();
  await expect.poll(() => noticeOn(patient), { timeout: 20 * second }).toBe('');

  await doctor.getByRole('button', { name: 'Compte rendu' }).click();
  await doctor.getByRole('link', { name: /Compte rendu/ }).waitFor();
  await doctor.getByRole('button', { name: 'Ne convient pas à la vidéo' }).click();
  await doctor.getByText('Aux urgences maintenant').click();
  await doctor.getByLabel('Raison').fill('Il faut examiner la gorge');
  await doctor.getByLabel(/Conseils au patient/).fill('Prenez ce compte rendu avec vous.');
  await doctor.getByRole('button', { name: 'Confirmer' }).click();
  await patient.getByRole('heading', { name: 'Allez aux urgences' }).waitFor();
  expect(await patient.locator('.cs-documents li').count()).toBe(1);
  expect(await isPdf(patient, () => patient.locator('.cs-documents button').first().click())).toBe(true);
  await doctor.getByRole('button', { name: 'Revenir à la liste' }).click();
  await doctor.getByRole('radio', { name: 'Absent' }).click({ force: true });
  await doctor.locator('.dc-duty-off').waitFor();
  await Promise.all([patient, doctor].map((page) => page.context().close()));
});

it('a patient takes the place along to another device, the doctor’s browser dies for good, and the next doctor sees that it is not for video', async () => {
  const first = await patientPage();
  await askForDoctor(first, house());
  await first.locator('.cs-place').waitFor();
  await first.getByText('Continuer sur un autre appareil').click();
  await first.getByRole('button', { name: 'Afficher mon code' }).click();
  const code = await first.locator('.cs-code').innerText();
  const patient = await patientPage();
  await patient.goto(`${service.url}/?lang=fr#code=${code.replaceAll(' ', '')}`);
  await patient.getByRole('button', { name: 'Continuer ici' }).click();
  await patient.getByRole('button', { name: 'Demander un médecin' }).click();
  await patient.locator('.cs-place').waitFor();
  await first.context().close();

  const doctor = await pageIn(await connectTo(servers[1]), desktop);
  await signIn(doctor, house());
  await goOnCall(doctor);
  await doctor.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click();
  await doctor.getByRole('button', { name: 'Commencer l’appel' }).click();
  await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
  await Promise.all([seesTheOther(patient), seesTheOther(doctor)]);
  // Two only: how an interpreter takes part all the same is said.
  await doctor.getByRole('button', { name: 'Inviter un interprète' }).click();
  await doctor.getByText(/il n’y a de place que pour deux/).waitFor();
  await doctor.getByRole('button', { name: 'Fermer' }).click();
  await patient.getByRole('button', { name: 'Raccrocher' }).click();
  await patient.getByRole('button', { name: 'Revenir à l’appel' }).click();
  await seesTheOther(patient);

  // A crash, and nobody comes back.
  servers[1].process().kill('SIGKILL');
  await patient.getByText('La connexion de votre médecin se rétablit').waitFor();
  // The patient's page may see it before the service does, whose two minutes run from its own notice.
  await expect.poll(async () => await isInterrupted(), { timeout: 30 * second }).toBe(true);
  await timePasses(database, 125 * second);
  const next = await colleague();
  await goOnCall(next);
  await next.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click();
  await next.locator('.dc-section-notAsked').waitFor();

  await next.getByRole('button', { name: 'Compte rendu' }).click();
  await next.getByRole('link', { name: /Compte rendu/ }).waitFor();
  await next.getByRole('button', { name: 'Lettre au médecin traitant' }).click();
  await next.getByLabel('Texte').fill('Merci de revoir ce coude.');
  await next.getByRole('button', { name: 'Faire le PDF' }).click();
  await next.getByRole('link', { name: /Lettre/ }).waitFor();
  await next.getByRole('button', { name: 'Ordonnance' }).click();
  await next.getByText(/pas une e-prescription/).waitFor();
  await next.getByLabel('Ordonnance').fill('Paracétamol 1 g, 3 fois par jour');
  await next.getByRole('button', { name: 'Faire le PDF' }).click();
  await next.getByRole('link', { name: /Ordonnance/ }).waitFor();
  for (const link of await next.locator('.dc-documents a').all()) {
    const opened = await next.request.get(new URL((await link.getAttribute('href')) ?? '', service.url).href);
    expect([opened.status(), (await opened.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  }

  await next.getByRole('button', { name: 'Ne convient pas à la vidéo' }).click();
  await next.getByText('Vu en personne aujourd’hui').click();
  await next.getByLabel('Raison').fill('Il faut examiner le coude');
  await next.getByLabel(/Conseils au patient/).fill('Venez avec votre ordonnance.');
  await next.getByRole('button', { name: 'Confirmer' }).click();
  await patient.getByText('Vous devez être vu sur place.').waitFor();
  await patient.getByText('Venez avec votre ordonnance.').waitFor();
  expect(await patient.locator('.cs-documents li').count()).toBe(3);
  expect(await isPdf(patient, () => patient.locator('.cs-documents button').first().click())).toBe(true);
  await next.getByRole('button', { name: 'Revenir à la liste' }).click();
  await next.getByText('Personne n’attend').waitFor();
});
