/** The page where the conversation cannot be had: the numbers, why, and a way on. */
import { html } from 'hono/html';
import type { PageData } from '../../contract/page.ts';
import type { Words } from '../../shared/language.ts';
import { emergencyNumbers, htmlDocument, type Html } from './document.ts';
import { pageWords } from './page-words.ts';

export type Away = Pick<PageData, 'language' | 'emergency'> & {
  readonly styles: readonly string[];
  readonly reason?: Words;
  /** The address of the whole service. */
  readonly home?: string;
};

export function awayPage({ language, emergency, styles, reason, home }: Away): Html {
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: words.away,
    entry: { imports: [], styles: [...styles] },
    bodyClass: 'patient page',
    body: html`${emergencyNumbers(emergency, language)}
      <main>
        <h1>${words.away}</h1>
        <p>${reason ? reason[language] : words.awayNow}</p>
        <p>${home === undefined ? words.awayWay : html`<a href="${home}">${words.awayHome}</a>`}</p>
      </main>`,
  });
}
