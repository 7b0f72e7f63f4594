/**
 * The one script of a host page: <script async src=".../embed.js" data-site="demo" data-lang="fr" data-colour="#0a6b5c"
 * data-position="inline|right|left" data-region="FR">. It puts <relais-triage> there: the application in a frame on our own origin, and
 * the emergency numbers with a way on whenever that frame does not answer. It keeps nothing and sends nothing of a person.
 */
import type { FromFrame, ToFrame } from '../../src/contract/host-messages.ts';
import { style } from './style.ts';
import { words, type Language } from './words.ts';

/** Put in by the build, from `triage-rules/regions/`. */
declare const regionNumbers: Readonly<Record<string, { readonly name: Readonly<Record<Language, string>>; readonly numbers: readonly string[] }>>;

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const service = script ? new URL(script.src).origin : '';
const names = ['site', 'lang', 'colour', 'position', 'region'] as const;

/** How long the frame may be silent: after it has loaded, and altogether. */
const silentMs = 2500;
const altogetherMs = 12_000;
const helloMs = 400;

/** A press on a frame that has just moved is dropped by browsers, against clickjacking. So the frame grows seldom, by much, and never shrinks under a finger. */
const stepPx = 240;

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: { readonly [P in keyof HTMLElementTagNameMap[K]]?: unknown } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class RelaisTriage extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.replaceChildren();
    addStyle(root);
    const asked = this.getAttribute('lang') || document.documentElement.lang;
    const language: Language = /^en/i.test(asked) ? 'en' : 'fr';
    const text = words[language];
    const side = /^(right|left)$/.exec(this.getAttribute('position') ?? '')?.[1];
    const box = make('div', { className: 'box wait' });
    const start = (): void => {
      this.#stop?.();
      this.#stop = fill(box, { host: this, language, grows: side === undefined, close: () => dialog.close() });
    };
    const dialog = make('dialog', { ariaLabel: text.title }, make('button', { className: 'close', type: 'button', textContent: text.close, onclick: () => dialog.close() }), box);
    if (side === undefined) {
      root.append(box);
      start();
      return;
    }
    const open = make('button', {
      className: 'open',
      type: 'button',
      textContent: text.open,
      onclick: () => {
        dialog.showModal();
        // The frame is asked for by the first tap, and then kept: closing loses no answer.
        if (!this.#stop) start();
      },
    });
    colourOf(this, (colour, ink) => {
      this.style.setProperty('--relais', colour);
      this.style.setProperty('--relais-ink', ink);
    });
    root.append(make('div', { className: side }, open, dialog));
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}

type Filling = { readonly host: HTMLElement; readonly language: Language; readonly grows: boolean; readonly close: () => void };

/** Numbers at once; the application when it answers; a way on when it does not. Gives what ends it. */
function fill(box: HTMLElement, { host, language, grows, close }: Filling): () => void {
  const text = words[language];
  const site = /^[a-z0-9-]{1,40}$/.exec(host.getAttribute('site') ?? '')?.[0];
  const query = new URLSearchParams({ lang: language });
  colourOf(host, (colour) => query.set('colour', colour.slice(1)));
  const page = `${service}${site === undefined ? '/' : `/p/${site}`}?lang=${language}`;
  const note = make('p', { role: 'status', textContent: text.loading });
  const way = make('p', {}, make('a', { className: 'page', href: page, target: '_blank', rel: 'noopener', textContent: text.page }));
  const card = make('div', { className: 'card' }, make('p', {}, make('strong', { textContent: text.danger })), numbersFor(host.getAttribute('region'), language), note, way);
  box.className = 'box wait';
  box.replaceChildren(card);
  const trouble = (): void => {
    if (box.className !== 'box ready') note.textContent = text.trouble;
  };
  if (site === undefined) {
    trouble();
    return () => {};
  }
  const frame = make('iframe', {
    title: text.title,
    src: `${service}/frame/${site}?${query.toString()}`,
    allow: 'camera; microphone; geolocation; autoplay',
    referrerPolicy: 'no-referrer',
  });
  const say = (message: ToFrame): void => frame.contentWindow?.postMessage(message, service);
  const greet = setInterval(() => say({ relais: 1, kind: 'hello' }), helloMs);
  const late = setTimeout(trouble, altogetherMs);
  let silent: ReturnType<typeof setTimeout> | undefined;
  frame.addEventListener('load', () => {
    say({ relais: 1, kind: 'hello' });
    clearTimeout(silent);
    silent = setTimeout(trouble, silentMs);
  });
  // As its style says, before it has said how high it is.
  let high = 640;
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== service || event.source !== frame.contentWindow) return;
    const message = fromFrame(event.data);
    if (message?.kind === 'ready') {
      clearInterval(greet);
      box.className = 'box ready';
    } else if (message?.kind === 'height' && grows) {
      high = Math.max(high, Math.min(Math.ceil(message.height / stepPx) * stepPx, 20_000));
      frame.style.height = `${high}px`;
    }
    if (message?.kind === 'close') close();
  };
  addEventListener('message', hear);
  box.append(frame);
  if (!navigator.onLine) trouble();
  return () => {
    removeEventListener('message', hear);
    clearInterval(greet);
    clearTimeout(late);
    clearTimeout(silent);
  };
}

/** What our frame may say, in the form that it must have; anything else is not for us. */
function fromFrame(data: unknown): FromFrame | undefined {
  if (typeof data !== 'object' || data === null || !('relais' in data) || data.relais !== 1 || !('kind' in data)) return undefined;
  if (data.kind === 'ready' || data.kind === 'close') return { relais: 1, kind: data.kind };
  return data.kind === 'height' && 'height' in data && typeof data.height === 'number' && Number.isFinite(data.height)
    ? { relais: 1, kind: 'height', height: data.height }
    : undefined;
}

/** Of the region that the page names; of every region, by its name, when it names none. */
function numbersFor(region: string | null, language: Language): HTMLElement {
  const known = region !== null && Object.hasOwn(regionNumbers, region) ? [regionNumbers[region]] : Object.values(regionNumbers);
  const text = words[language];
  return make(
    'div',
    {},
    ...known.flatMap((item) =>
      item
        ? [
            make(
              'p',
              {},
              ...(known.length > 1 ? [`${item.name[language]} : `] : []),
              ...item.numbers.map((number) => make('a', { className: 'tel', href: `tel:${number}`, textContent: `${text.call} ${number}` })),
            ),
          ]
        : [],
    ),
  );
}

/** A colour of six digits, and black or white to write on it. */
function colourOf(host: HTMLElement, use: (colour: string, ink: string) => void): void {
  const digits = /^#?([0-9a-f]{6})$/i.exec(host.getAttribute('colour') ?? '')?.[1]?.toLowerCase();
  if (digits === undefined) return;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => (Number.parseInt(digits.slice(at, at + 2), 16) / 255) ** 2.2);
  use(`#${digits}`, 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#000' : '#fff');
}

function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make('style', { textContent: style }));
  }
}

if (script && !customElements.get('relais-triage')) customElements.define('relais-triage', RelaisTriage);
if (script?.dataset['site'] !== undefined) {
  const element = document.createElement('relais-triage');
  for (const name of names) {
    const value = script.dataset[name];
    if (value !== undefined) element.setAttribute(name, value);
  }
  // In the head there is no place yet: it goes to the end of the page.
  if (script.parentElement !== document.head) script.after(element);
  else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => document.body.append(element));
  else document.body.append(element);
}
