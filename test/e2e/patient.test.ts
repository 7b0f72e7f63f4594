import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktop, openBrowser, openService, phone, type PagesService } from '../support/browser.ts';
import type { ShortCodeView } from '../../src/contract/carry.ts';
import { qrPath } from '../../src/http/qr.ts';
import { missing } from '../support/servers.ts';
import { troubles } from './in-order.ts';
import { key, kindOf, settled, start, tap, walk, type Walker } from './walker.ts';

vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
let service: PagesService;

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  browser = await openBrowser();
  service = await openService();
}, 120_000);
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

type Language = 'fr' | 'en';

async function open(language: Language, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: language, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${service.url}/?lang=${language}`);
  await page.locator('.opening, .card, .outcome').first().waitFor();
  return page;
}

const people = {
  fr: {
    baby: {
      language: 'fr',
      who: 'my-child',
      age: { amount: '8', unit: 'm' },
      sex: 'male',
      words: 'Mon bébé a 39,2 de fièvre depuis hier soir, il boit un peu moins et il tousse',
      there: [/fièvre/i],
    },
    chest: { language: 'fr', who: 'me', age: { amount: '58', unit: 'y' }, sex: 'male', words: 'douleur qui serre dans la poitrine et je transpire', there: [/serre/i] },
    cystitis: { language: 'fr', who: 'me', age: { amount: '34', unit: 'y' }, sex: 'female', words: 'Ça me brûle quand je fais pipi depuis hier, pas de fièvre', there: [/brûl/i] },
  },
  en: {
    baby: {
      language: 'en',
      who: 'my-child',
      age: { amount: '8', unit: 'm' },
      sex: 'male',
      words: 'My baby has had a fever of 39.2 since last night, he drinks a little less and he coughs',
      there: [/fever/i],
    },
    chest: { language: 'en', who: 'me', age: { amount: '58', unit: 'y' }, sex: 'male', words: 'tight pain in my chest and I am sweating', there: [/tight/i] },
    cystitis: { language: 'en', who: 'me', age: { amount: '34', unit: 'y' }, sex: 'female', words: 'It burns when I pee since yesterday, no fever', there: [/burn/i] },
  },
} as const satisfies Record<Language, Record<string, Walker>>;

const languages = ['fr', 'en'] as const;

describe.each(languages)('in %s', (language) => {
  it('a blind person, with the keyboard alone, hears each question and reaches the end', async () => {
    const page = await open(language, { viewport: desktop });
    await start(page, key);
    const heard: string[] = [];
    const shown = await walk(page, people[language].cystitis, {
      press: key,
      look: async ({ ask }) => {
        // Where the focus is, the screen reader reads.
        heard.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
        expect(heard.at(-1)).toBe(ask);
        // What has the focus is never under the bar of numbers.
        await page.keyboard.press('Tab');
        expect(
          await page.evaluate(() => (document.activeElement?.getBoundingClientRect().bottom ?? 0) > (document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0)),
        ).toBe(true);
      },
    });
    expect(shown.at(-1)?.kind).toBe('outcome');
    await page.context().close();
  }, 300_000);
});

describe('the opening', () => {
  it('stores nothing and sends nothing before the first tap', async () => {
    const page = await open('fr');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.waitForTimeout(300);
    const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    expect([kept, await page.context().cookies(), sent]).toEqual([['', 0, 0], [], []]);
    await page.context().close();
  });

  it('says that it is no person, no diagnosis and not for emergencies, with the numbers in sight', async () => {
    const page = await open('fr');
    const text = await page.locator('.opening').innerText();
    for (const words of ['service automatique', 'diagnostic', 'urgences', 'Rien n’est enregistré']) expect(text).toContain(words);
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('an emergency', () => {
  it('is one number to tap, what to do meanwhile, and a question where it rests on words alone', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.chest);
    expect(await page.locator('a[href^="tel:"]:visible').all()).toHaveLength(1);
    expect(await page.locator('.call').getAttribute('href')).toBe('tel:15');
    expect(await page.locator('#emergency').isVisible()).toBe(false);
    await page.locator('.silent summary').click();
    expect(await page.locator('.silent a[href="sms:114"]').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Non, c’était mal compris' }).click();
    await page.locator('.card').waitFor();
    expect(await page.locator('#emergency').isVisible()).toBe(true);
    await page.context().close();
  });

  it('after a wrong tap leads back to the question, with nothing else lost', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, { ...people.fr.cystitis, there: [/réveiller/] });
    expect(await kindOf(page)).toBe('emergency');
    await page.getByRole('button', { name: 'J’ai touché une mauvaise réponse' }).click();
    await page.locator('.card[data-kind=gate]').waitFor();
    await page.context().close();
  });
});

describe('answers', () => {
  it('before can be read and changed, and the conversation goes on from where it was', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'understood' });
    await page.locator('.person summary').click();
    await page.getByRole('button', { name: /Modifier votre réponse à : Quel âge/ }).click();
    await page.locator('.card[data-kind=age]').waitFor();
    await page.locator('#age').fill('61');
    await page.locator('.card .primary').click();
    await page.locator('.card[data-kind=understood]').waitFor();
    expect(await page.locator('.person summary').innerText()).toContain('61 ans');
    await page.context().close();
  });

  it('of an impossible age are refused beside the field, in words, and nothing is sent', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'age' });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    for (const [age, words] of [
      ['430', 'Personne n’a jamais vécu aussi longtemps'],
      ['', 'Écrivez l’âge en chiffres'],
      ['abc', 'Écrivez l’âge en chiffres'],
      ['-3', 'Écrivez l’âge en chiffres'],
    ] as const) {
      await page.locator('#age').fill(age);
      await page.locator('.card .primary').click();
      expect(await page.locator('#age-mistake').innerText()).toContain(words);
    }
    expect([sent, await page.evaluate(() => document.activeElement?.id)]).toEqual([[], 'age']);
    expect(await troubles(page)).toEqual([]);
    await page.context().close();
  });

  it('understood from words are taken off with one tap', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'understood' });
    const marked = page.locator('.own mark');
    const before = await marked.count();
    await page.locator('.chip').last().click();
    expect(await page.locator('.chip').last().getAttribute('aria-pressed')).toBe('true');
    expect(await marked.count()).toBeLessThan(before);
    // Also in the other language, before it is sent.
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: /^This is what I understood/ }).waitFor();
    expect([await page.locator('.chip').last().getAttribute('aria-pressed'), await page.locator('.chip[aria-pressed=true]').count()]).toEqual(['true', 1]);
    expect(await troubles(page)).toEqual([]);
    await page.context().close();
  });

  it('of 4,300 characters are not cut: the person is told how many are too many', async () => {
    const page = await open('en');
    await start(page);
    await walk(page, people.en.cystitis, { until: 'words' });
    await page.locator('#words').fill('it hurts '.repeat(478));
    expect(await page.locator('#words-mistake').innerText()).toContain('302 characters too many');
    await page.locator('.card .primary').click();
    expect(await kindOf(page)).toBe('words');
    expect((await page.locator('#words').inputValue()).length).toBe(4302);
    await page.locator('#words').fill('it hurts '.repeat(444));
    await page.locator('.card .primary').click();
    await page.locator('.card:not([data-kind=words]), .emergency-now').first().waitFor();
    await page.context().close();
  });

  it('pasted as a picture are refused with words', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'words' });
    await page.locator('#words').evaluate((field) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'photo.png', { type: 'image/png' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await page.locator('#words-mistake').innerText()).toContain('Les images ne peuvent pas être lues ici');
    await page.context().close();
  });
});

describe('the language', () => {
  it('is switched in the middle of a sentence without losing a word or an answer', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'words' });
    await page.locator('#words').fill('Ça me brûle quand');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'In your own words: what is wrong?' }).waitFor();
    expect(await page.locator('#words').inputValue()).toBe('Ça me brûle quand');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('.person summary').innerText()).toContain('34 years');
    await page.context().close();
  });

  it('keeps what is typed, chosen or ticked and not yet sent', async () => {
    const page = await open('en');
    await start(page);
    await walk(page, people.en.baby, { until: 'age' });
    await page.locator('#age').fill('8');
    await page.locator('.segments input').nth(1).click({ force: true });
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('heading', { name: /^Quel âge/ }).waitFor();
    expect([await page.locator('#age').inputValue(), await page.locator('.segments input').nth(1).isChecked()]).toEqual(['8', true]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: /^How old/ }).waitFor();
    await walk(page, people.en.baby, { until: 'gate' });
    await page.locator('.sign input').nth(3).click({ force: true });
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('heading', { name: /signes/ }).waitFor();
    expect(await page.locator('.sign input').nth(3).isChecked()).toBe(true);
    await page.context().close();
  });
});

describe('when things go wrong', () => {
  it('a lost network keeps the answer, says so, keeps the numbers, and sends it once when it is back', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'words' });
    await page.context().setOffline(true);
    await page.locator('#words').fill(people.fr.cystitis.words);
    await page.locator('.card .primary').click();
    await page.getByText('Pas de connexion').waitFor();
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
    expect(await troubles(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.locator('.card[data-kind=understood]').waitFor();
    await page.getByText('Connexion rétablie').waitFor();
    expect(await page.locator('.exchange .said').filter({ hasText: people.fr.cystitis.words }).count()).toBe(1);
    await page.context().close();
  });

  it('a reply that is lost on its way is asked for again, and the answer counts once', async () => {
    const page = await open('fr');
    await start(page);
    let lost = 0;
    await page.route('**/turns', async (route) => {
      const response = await route.fetch();
      if (lost === 0) {
        lost += 1;
        await route.abort('connectionreset');
      } else await route.fulfill({ response });
    });
    await walk(page, people.fr.cystitis, { until: 'age' });
    await page.unroute('**/turns');
    expect([lost, await page.locator('.card').getAttribute('data-card')]).toEqual([1, '2-age']);
    await page.context().close();
  });

  it('a double tap is one answer', async () => {
    const page = await open('fr');
    await start(page);
    await page.locator('.card .choice').first().dblclick();
    await page.locator('.card[data-kind=age]').waitFor();
    await settled(page);
    expect(await page.locator('.card').getAttribute('data-card')).toBe('2-age');
    await page.context().close();
  });

  it('a reload shows the same question, with the unsent words', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'words' });
    await page.locator('#words').fill('ça brûle');
    await page.reload();
    await page.getByText('Vous revoilà').waitFor();
    expect([await kindOf(page), await page.locator('#words').inputValue()]).toEqual(['words', 'ça brûle']);
    // The focus stays where the browser put it: what is asked is said with the greeting.
    expect(await page.locator('.line [role=status]').textContent()).toMatch(/Vous revoilà.* Avec vos mots : qu’est-ce qui ne va pas/);
    await page.context().close();
  });

  it("the browser's back button goes to the question before, not away", async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'sex' });
    await page.evaluate(() => history.back());
    await page.locator('.card[data-kind=age]').waitFor();
    expect(await page.locator('.card[data-kind=age]').isVisible()).toBe(true);
    await page.context().close();
  });

  it('a second tab on the same conversation: the first says so and shows where it is', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'age' });
    const kept = await page.evaluate(() => sessionStorage.getItem('relais') ?? '');
    const second = await page.context().newPage();
    await second.addInitScript((text) => sessionStorage.setItem('relais', text), kept);
    await second.goto(`${service.url}/?lang=fr`);
    await walk(second, people.fr.cystitis, { until: 'sex' });
    await page.locator('#age').fill('34');
    await page.locator('.card .primary').click();
    await page.getByText('avait déjà une réponse').waitFor();
    expect(await kindOf(page)).toBe('sex');
    await page.context().close();
  });

  it('a tab that comes back to the front after another one went on says so, and what is asked now', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'age' });
    const second = await page.context().newPage();
    const kept = await page.evaluate(() => sessionStorage.getItem('relais') ?? '');
    await second.addInitScript((text) => sessionStorage.setItem('relais', text), kept);
    await second.goto(`${service.url}/?lang=fr`);
    await walk(second, people.fr.cystitis, { until: 'sex' });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => page.locator('.line [role=status]').textContent()).toMatch(/autre onglet.*Sexe à la naissance/);
    await page.context().close();
  });

  it('two tabs with a conversation each do not disturb one another', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'age' });
    const second = await page.context().newPage();
    await second.goto(`${service.url}/?lang=fr`);
    await start(second);
    await walk(second, people.fr.baby, { until: 'sex' });
    await walk(page, people.fr.cystitis, { until: 'sex' });
    expect([await page.locator('.person summary').innerText(), await second.locator('.person summary').innerText()]).toEqual(['De moi · 34 ans', 'De mon enfant · 8 mois']);
    await page.context().close();
  });

  it('a restarted service goes on where the person was', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'sex' });
    await service.pause();
    await page.locator('.card .choice').first().click();
    await page.locator('.line-lost, .line-busy').waitFor();
    await service.resume();
    await page.locator('.card[data-kind=region]').waitFor();
    expect(await page.locator('.card[data-kind=region]').isVisible()).toBe(true);
    await page.context().close();
  }, 240_000);

  it('an answer of "we cannot take your request now" is waited out, with the numbers in sight', async () => {
    const page = await open('en');
    await start(page);
    let refused = 0;
    await page.route('**/turns', (route) => {
      refused += 1;
      return refused < 3
        ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"unavailable","title":"We cannot take your request now"}' })
        : route.continue();
    });
    await page.locator('.card .choice').first().click();
    await page.getByText('The service does not answer right now').waitFor();
    await page.locator('.card[data-kind=age]').waitFor();
    expect(await page.locator('.card[data-kind=age]').isVisible()).toBe(true);
    await page.context().close();
  });

  it('where cookies and storage are refused it goes on in memory, and says what a reload would do', async () => {
    const page = await open('fr');
    // A browser that drops every cookie, and whose storage throws.
    await page.context().addInitScript(() =>
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    );
    await page.reload();
    await page.route(/\/v1\/encounters$/, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      delete headers['set-cookie'];
      await page.context().clearCookies();
      await route.fulfill({ response, headers });
    });
    await start(page);
    await page.getByText('Ce navigateur ne garde rien').waitFor();
    expect(await page.getByText('Ce navigateur ne garde rien').isVisible()).toBe(true);
    await walk(page, people.fr.cystitis, { until: 'gate' });
    await page.context().close();
  });
});

describe('leaving quickly', () => {
  const leave = async (page: Page, act: () => Promise<void>): Promise<void> => {
    await page.context().route('https://meteofrance.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Météo</title>' }));
    await act();
    await page.waitForURL('https://meteofrance.com/');
    expect(page.url()).toBe('https://meteofrance.com/');
  };

  it('by the button shows another site at once, and neither back nor the cookie leads to the conversation', async () => {
    const context = await browser.newContext({ viewport: phone, locale: 'fr' });
    const page = await context.newPage();
    await page.goto(`${service.url}/healthz`);
    await page.goto(`${service.url}/?lang=fr`);
    await start(page);
    await walk(page, people.fr.cystitis, { until: 'words' });
    await leave(page, () => page.getByRole('button', { name: 'Quitter vite' }).click());
    await expect.poll(async () => (await context.cookies()).length).toBe(0);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/healthz');
    await page.goForward();
    expect(page.url()).toBe('https://meteofrance.com/');
    await page.goto(`${service.url}/?lang=fr`);
    await page.locator('.opening').waitFor();
    await context.close();
  });

  it('by the Escape key, three times', async () => {
    const page = await open('fr');
    await start(page);
    await leave(page, async () => {
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    });
    await page.context().close();
  });
});

describe('the outcome', () => {
  it('is carried to the desk by a code and a QR code, and printed without the buttons', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis);
    const [made] = await Promise.all([page.waitForResponse(/\/codes$/), page.getByRole('button', { name: 'Code pour l’accueil' }).click()]);
    await page.locator('.code-digits').waitFor();
    const { link } = (await made.json()) as ShortCodeView;
    expect(await page.locator('.qr[role=img] path').getAttribute('d')).toBe(qrPath(link).path);
    expect(await page.locator('.code-digits').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await troubles(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.carry').isVisible()).toBe(false);
    expect(await page.locator('.verdict').isVisible()).toBe(true);
    await page.context().close();
  });

  it('goes on on another device, and this one says that it is closed', async () => {
    const page = await open('fr');
    await start(page);
    await walk(page, people.fr.cystitis);
    await page.getByRole('button', { name: 'Continuer sur un autre appareil' }).click();
    const code = await page.locator('.code-digits').innerText();
    const other = await open('fr');
    await other.goto(`${service.url}/p/demo?lang=fr#code=${code}`);
    await other.getByRole('button', { name: 'Continuer ici' }).click();
    await other.locator('.outcome').waitFor();
    expect(other.url()).not.toContain('code=');
    await page.getByRole('button', { name: 'Je me sens plus mal' }).click();
    await page.getByText('L’échange précédent est fermé').waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('is followed by "I feel worse now": the emergency signs are asked again', async () => {
    const page = await open('en');
    await start(page);
    await walk(page, people.en.cystitis);
    await tap(page.getByRole('button', { name: 'I feel worse now' }));
    await page.locator('.card[data-kind=gate]').waitFor();
    expect(await page.locator('.card[data-kind=gate]').isVisible()).toBe(true);
    await page.context().close();
  });
});
