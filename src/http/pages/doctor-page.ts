/** The doctor's console, and the page of an interpreter: an empty place for each application. */
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { htmlDocument, type Html } from './document.ts';
import { pageWords } from './page-words.ts';

type Application = { readonly title: 'doctor' | 'interpreter'; readonly noScript: 'doctorNoScript' | 'interpreterNoScript' };

export function doctorPage(language: Language, manifest: Manifest): Html {
  return applicationPage(language, manifest.doctor, { title: 'doctor', noScript: 'doctorNoScript' });
}

export function interpreterPage(language: Language, manifest: Manifest): Html {
  return applicationPage(language, manifest.interpreter, { title: 'interpreter', noScript: 'interpreterNoScript' });
}

function applicationPage(language: Language, entry: Manifest['doctor'], { title, noScript }: Application): Html {
  const words = pageWords[language];
  return htmlDocument({
    language,
    title: words[title],
    entry,
    bodyClass: `${title} page`,
    body: html`<main id="app">
      <h1>${words[title]}</h1>
      <noscript><p>${words[noScript]}</p></noscript>
      <p class="loading" role="status">${words.loading}</p>
    </main>`,
  });
}
