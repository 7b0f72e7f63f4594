/** Three people in three browsers: a patient, a doctor, and an interpreter whom the doctor invites and lets in. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { desktop, phone } from '../support/browser.ts';
import { startService, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { livekitMissing } from '../support/livekit-server.ts';
import { missing } from '../support/servers.ts';
import { askForDoctor, connectTo, goOnCall, openCallBrowser, pageIn, seesTheOther, signIn } from './call-people.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 200_000 });

/** In continuous integration nothing may be wanting. */
const lacking = missing.browser ?? (process.env['CI'] === undefined ? livekitMissing : undefined);
let database: TestDatabase;
let service: Running;
beforeAll(async () => {
  if (lacking !== undefined) return;
  database = await cloneDatabase();
  service = await startService({ DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}` });
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

type Page = Awaited<ReturnType<typeof pageIn>>;
const moving = (page: Page, video: string): Promise<unknown> =>
  page.waitForFunction((selector) => {
    const shown = document.querySelector<HTMLVideoElement>(selector);
    const sound = shown?.srcObject instanceof MediaStream && shown.srcObject.getAudioTracks().some((track) => track.readyState === 'live' && !track.muted);
    return sound && (shown?.videoWidth ?? 0) > 0;
  }, video);

it('a doctor invites an interpreter, who gives a name, is let in, sees and hears both, is seen out, and is told when it is over', async () => {
  const house = { url: service.url, database };
  const servers = await Promise.all([openCallBrowser({ fps: 5 }), openCallBrowser({ fps: 5 }), openCallBrowser({ fps: 5 })]);
  const [patient, doctor, guest] = await Promise.all(servers.map(async (server, at) => pageIn(await connectTo(server), at === 1 ? desktop : phone)));
  if (!patient || !doctor || !guest) throw new Error('three browsers were opened');
  await signIn(doctor, house);
  await goOnCall(doctor);
  await askForDoctor(patient, house);
  await doctor.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click();
  await doctor.getByRole('button', { name: 'Commencer l’appel' }).click();
  await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
  await Promise.all([seesTheOther(patient), seesTheOther(doctor)]);

  await doctor.getByRole('button', { name: 'Inviter un interprète' }).click();
  await doctor.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await doctor.getByLabel('Lien pour l’interprète').inputValue();
  expect(new URL(link).pathname).toBe('/interpreter');
  await guest.goto(link);
  await guest.getByLabel('Votre nom').fill('Sasha Petrenko');
  // The secret left the address before anything was asked.
  expect(guest.url()).not.toContain('link');
  await guest.getByRole('button', { name: 'Demander à entrer' }).click();
  await guest.getByText('Le médecin va vous faire entrer').waitFor();
  await doctor.getByText('Sasha Petrenko demande à entrer comme interprète.').waitFor();
  await doctor.getByRole('button', { name: 'Faire entrer' }).click();
  await guest.getByRole('button', { name: 'Rejoindre l’appel' }).click();
  await Promise.all([patient, doctor, guest].flatMap((page) => [moving(page, '.cs-remote'), moving(page, '.cs-third')]));
  await patient.getByText(/Sasha Petrenko interprète/).waitFor();
  // Not said to be the two of them alone while it is not.
  expect(await patient.locator('.cs-encrypted').count()).toBe(0);
  expect(await guest.locator('body').innerText()).not.toContain('Le Goff');

  await doctor.getByRole('button', { name: 'Faire sortir' }).click();
  await guest.getByText('L’appel est terminé pour vous').waitFor();
  await Promise.all([patient, doctor].map((page) => page.locator('.cs-encrypted').waitFor()));
  await Promise.all([seesTheOther(patient), seesTheOther(doctor)]);
  await guest.goto(link);
  await guest.getByLabel('Votre nom').fill('Sasha Petrenko');
  await guest.getByRole('button', { name: 'Demander à entrer' }).click();
  await guest.getByText('Ce lien a déjà servi').waitFor();
  await Promise.all(servers.map((server) => server.kill()));
});
