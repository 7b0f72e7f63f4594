/** The patient's page, by itself or in a hospital's page. */
import { html } from 'hono/html';
import type { PageData } from '../../contract/page.ts';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { emergencyNumbers, htmlDocument, pageData, type Html } from './document.ts';
import { pageWords } from './page-words.ts';

export function patientPage(data: PageData, manifest: Manifest): Html {
  const { language, emergency } = data;
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: words.title,
    entry: manifest.patient,
    bodyClass: `patient ${data.mode}`,
    body: html`${emergencyNumbers(emergency, language)}
      <main id="app" ${data.mode === 'frame' ? html`aria-label="${words.title}"` : ''}>
        <h1>${words.title}</h1>
        <noscript><p>${words.noScript}</p></noscript>
        <p class="loading" role="status">${words.loading} ${words.slow}</p>
      </main>
      ${pageData(data)}`,
  });
}

export function nothingHerePage({ language, emergency }: Pick<PageData, 'language' | 'emergency'>, styles: readonly string[]): Html {
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: words.nothingHere,
    entry: { imports: [], styles: [...styles] },
    bodyClass: 'patient page',
    body: html`${emergencyNumbers(emergency, language)}
      <main>
        <h1>${words.nothingHere}</h1>
        <p>${words.nothingHereWay}</p>
        <p><a href="/">${words.start}</a></p>
      </main>`,
  });
}

/** Leads on to a page about the weather; nothing on it says where the person has been. */
export function leftPage(language: Language): Html {
  const address = language === 'fr' ? 'https://meteofrance.com/' : 'https://www.bbc.co.uk/weather';
  return html`<!doctype html>
    <html lang="${language}">
      <meta charset="utf-8" />
      <meta http-equiv="refresh" content="0; url=${address}" />
      <title>…</title>
      <a href="${address}">${address}</a>
    </html> `;
}
