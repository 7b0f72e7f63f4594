/** The patient's page, by itself or in a hospital's page. */
import { html } from 'hono/html';
import type { PageData } from '../../contract/page.ts';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { emergencyNumbers, htmlDocument, pageData, type Html } from './document.ts';
import { numbersBar, openingCard } from './opening-card.ts';
import { pageWords } from './page-words.ts';

/** @param accent the site's colours as a style of the page. */
export function patientPage(data: PageData, manifest: Manifest, accent: string): Html {
  const { language, emergency, opening } = data;
  const { inline } = manifest.patient;
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: opening[language].title,
    entry: manifest.patient,
    ...(inline ? { inline: { styles: [inline.style, accent], script: inline.script } } : {}),
    bodyClass: `patient ${data.mode}`,
    data: { screen: 'opening', slow: words.slow },
    body: html`${numbersBar(emergency[language], opening[language])}
      <noscript>
        ${emergencyNumbers(emergency, language, 'emergency-both')}
        <p class="without-scripts">${words.noScript}</p>
      </noscript>
      <main id="app" ${data.mode === 'frame' ? html`aria-label="${opening[language].title}"` : ''}>${openingCard(data)}</main>
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
