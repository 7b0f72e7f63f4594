/** A person at the patient's page: reads what is on the screen and answers it, by taps or by the keyboard alone. */
import type { Frame, Locator, Page } from 'playwright-core';

export type Walker = {
  readonly language: 'fr' | 'en';
  readonly who: 'me' | 'my-child' | 'with-me' | 'elsewhere';
  readonly age: { readonly amount: string; readonly unit: 'y' | 'm' | 'w' | 'd' };
  readonly sex: 'female' | 'male';
  readonly region?: 'FR' | 'UK';
  readonly words: string;
  /** Labels of what is there; all else is not. */
  readonly there: readonly RegExp[];
  /** What a thermometer or a look at the clock gives, by the question. */
  readonly numbers?: readonly { readonly ask: RegExp; readonly number: string; readonly unit?: RegExp }[];
};

/** The patient's page: by itself, or in the frame of somebody else's. */
export type Place = Pick<Page, 'locator'> & { readonly waitForFunction: Page['waitForFunction'] | Frame['waitForFunction'] };

const places = { who: { me: 0, 'my-child': 1, 'with-me': 2, elsewhere: 3 }, sex: { female: 0, male: 1 }, unit: { y: 0, m: 1, w: 2, d: 3 } } as const;

/** How something is pressed: with a finger, or with the keyboard. */
export type Press = (target: Locator) => Promise<void>;
export const tap: Press = (target) => target.click();
export const key: Press = async (target) => {
  await target.focus();
  await target.press(((await target.getAttribute('type')) ?? '') === 'checkbox' ? 'Space' : 'Enter');
};

export async function start(page: Place, press: Press = tap): Promise<void> {
  await press(page.locator('.opening .primary'));
  await settled(page);
}

/** No answer is on its way. */
export async function settled(page: Place): Promise<void> {
  await page.locator('.card[aria-busy=false], .emergency-now, .outcome').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-disabled="true"]'));
}

/** The kind of what is shown. */
export async function kindOf(page: Place): Promise<string> {
  await settled(page);
  if ((await page.locator('.emergency-now').count()) > 0) return 'emergency';
  if ((await page.locator('.outcome').count()) > 0) return 'outcome';
  return (await page.locator('.card').getAttribute('data-kind')) ?? '';
}

export type Shown = { readonly kind: string; readonly ask: string };

/** Walks to the end; `look` is called on each screen before it is answered, and may say that this is enough. */
export async function walk(
  page: Place,
  walker: Walker,
  { press = tap, look = async () => {}, until }: { press?: Press; look?: (shown: Shown) => Promise<'enough' | void>; until?: string } = {},
): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (let screens = 0; screens < 40; screens += 1) {
    const kind = await kindOf(page);
    const ask = await page.locator('#ask').innerText();
    const card = await page
      .locator('.card')
      .getAttribute('data-card', { timeout: 100 })
      .catch(() => null);
    shown.push({ kind, ask });
    const said = await look({ kind, ask });
    if (said === 'enough' || kind === until || kind === 'emergency' || kind === 'outcome') return shown;
    await answer(page, walker, kind, press);
    await page.waitForFunction((before) => document.querySelector('.card')?.getAttribute('data-card') !== before, card);
  }
  throw new Error(`no end: ${shown.map((item) => item.kind).join(' ')}`);
}

async function answer(page: Place, walker: Walker, kind: string, press: Press): Promise<void> {
  const choice = (at: number): Locator => page.locator('.card .choices .choice').nth(at);
  const primary = page.locator('.card .primary');
  switch (kind) {
    case 'who':
      return press(choice(places.who[walker.who]));
    case 'age': {
      await page.locator('#age').fill(walker.age.amount);
      const unit = page.locator('.segments input').nth(places.unit[walker.age.unit]);
      if (walker.age.unit !== 'y') await (press === tap ? unit.click({ force: true }) : unit.press('Space'));
      return press(primary);
    }
    case 'sex':
      return press(choice(places.sex[walker.sex]));
    case 'region':
      return press(choice(walker.region === 'UK' ? 1 : 0));
    case 'gate':
    case 'checklist': {
      let some = false;
      for (const sign of await page.locator('.sign').all()) {
        const label = await sign.locator('label').innerText();
        if (!walker.there.some((word) => word.test(label))) continue;
        some = true;
        const box = sign.locator('input');
        await (press === tap ? box.click({ force: true }) : key(box));
      }
      return press(some ? primary : page.locator('.choice.none'));
    }
    case 'words':
      await page.locator('#words').fill(walker.words);
      return press(primary);
    case 'understood':
      return press(primary);
    case 'yes-no': {
      const ask = await page.locator('#ask').innerText();
      return press(choice(walker.there.some((word) => word.test(ask)) ? 0 : 1));
    }
    case 'number': {
      const ask = await page.locator('#ask').innerText();
      const known = walker.numbers?.find((item) => item.ask.test(ask));
      if (!known) return press(page.locator('.choices-calm .choice').first());
      if ((await page.locator('.scale').count()) > 0) return press(page.locator('.level').nth(Number(known.number)));
      await page.locator('#number').fill(known.number);
      if (known.unit) await page.locator('.segments label').filter({ hasText: known.unit }).locator('input').click({ force: true });
      return press(primary);
    }
    case 'anything-else':
      return press(choice(0));
    case 'complaint':
      return press(page.locator('.card .choices .choice').last());
    default:
      throw new Error(`a screen nobody knows: ${kind}`);
  }
}
