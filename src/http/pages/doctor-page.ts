/** The doctor's console: an empty place for its application. */
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { htmlDocument, type Html } from './document.ts';
import { pageWords } from './page-words.ts';

export function doctorPage(language: Language, manifest: Manifest): Html {
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: words.doctor,
    entry: manifest.doctor,
    bodyClass: 'doctor page',
    body: html`<main id="app">
      <h1>${words.doctor}</h1>
      <noscript><p>${words.doctorNoScript}</p></noscript>
      <p class="loading" role="status">${words.loading}</p>
    </main>`,
  });
}
