/** One HTML document: head, emergency numbers, a place for the application. The numbers need no script and no service. */
import { html, raw } from 'hono/html';
import type { Card } from '../../contract/card.ts';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { pageWords } from './page-words.ts';

export type Html = ReturnType<typeof html>;
type Entry = Manifest[keyof Manifest];
type Emergency = Card['emergency'];

export type Document = {
  readonly language: Language;
  readonly title: string;
  readonly entry?: Entry;
  readonly bodyClass?: string;
  /** Styles and a script within the page: allowed by their hashes alone (`pageHeaders`). */
  readonly inline?: { readonly styles: readonly string[]; readonly script: string };
  /** Attributes of the body that begin with `data-`. */
  readonly data?: Readonly<Record<string, string>>;
  readonly body: Html;
};

export function htmlDocument({ language, title, entry, bodyClass = '', inline, data = {}, body }: Document): Html {
  return html`<!doctype html>
    <html lang="${language}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${inline ? '' : entry?.styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}" /> `)}${entry?.imports.map((name) => html`<link rel="modulepreload" href="/assets/${name}" /> `)}${entry?.script !== undefined && html`<script type="module" src="/assets/${entry.script}"></script>`}${inline?.styles.map((style) => raw(`<style>${style}</style>`))}${inline && raw(`<script>${inline.script}</script>`)}
      </head>
      <body class="${bodyClass}" ${Object.entries(data).map(([name, value]) => html`data-${name}="${value}" `)}>
        ${body}
      </body>
    </html> `;
}

/** The numbers in the reader's language, with the other one beside it: in a fright one reads one's own. */
export function emergencyNumbers(emergency: Readonly<Record<Language, Emergency>>, language: Language, id = 'emergency'): Html {
  const words = pageWords[language];
  const other: Language = language === 'fr' ? 'en' : 'fr';
  return html`<aside class="emergency" id="${id}" aria-label="${words.emergency}">
    <p class="emergency-ask"><strong>${words.danger}</strong> <span lang="${other}">${pageWords[other].danger}</span></p>
    <ul class="emergency-numbers">
      ${emergency[language].numbers.map(
        (item, at) =>
          html`<li>
            <a href="tel:${dialled(item.number)}"><b>${item.number}</b> <span>${item.use}</span> <span lang="${other}">${emergency[other].numbers[at]?.use ?? ''}</span></a>
          </li> `,
      )}
    </ul>
    <details>
      <summary>${words.cannotSpeak} <span lang="${other}">${pageWords[other].cannotSpeak}</span></summary>
      ${[language, other].map(
        (each) =>
          html`<ul lang="${each}">
            ${emergency[each].noVoice.map((item) => html`<li><b>${item.label}</b>: ${contactLink(item.contact)}. ${item.how}</li> `)}
          </ul> `,
      )}
    </details>
  </aside>`;
}

/** A number to write to, an address to open, or as it is. */
export function contactLink(contact: string): Html {
  if (/^\d+$/.test(contact)) return html`<a href="sms:${contact}">${contact}</a>`;
  return /^[a-z0-9.-]+\.[a-z]{2,}$/.test(contact) ? html`<a href="https://${contact}" rel="noreferrer noopener" target="_blank">${contact}</a>` : html`${contact}`;
}

export function dialled(number: string): string {
  return number.replace(/[^\d+]/g, '');
}

/** Data for the page's script. It cannot end its own element early. */
export function pageData(data: unknown): Html {
  return html`<script type="application/json" id="relais-page">
    ${raw(JSON.stringify(data).replaceAll('<', String.raw`\u003c`))}
  </script>`;
}
