/** The desk's page: a code is typed, a summary is read, once. It needs no script. */
import { html } from 'hono/html';
import type { Card } from '../../contract/card.ts';
import type { CarriedSummary } from '../../contract/carry.ts';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { summaryParts } from '../summary-parts.ts';
import { summaryWords } from '../summary-words.ts';
import { htmlDocument, type Html } from './document.ts';
import { pageWords } from './page-words.ts';

export type DeskTrouble = 'deskWrong' | 'deskOften' | 'deskDown';

export function codePage({ language, manifest, trouble }: { readonly language: Language; readonly manifest: Manifest; readonly trouble?: DeskTrouble }): Html {
  const words = summaryWords[language];
  const other: Language = language === 'fr' ? 'en' : 'fr';
  return htmlDocument({
    language,
    title: words.deskTitle,
    entry: manifest.paper,
    bodyClass: 'desk page',
    body: html`<main>
      <p class="switch no-print"><a href="/desk/code?lang=${other}" lang="${other}">${pageWords[language].otherLanguage}</a></p>
      <h1>${words.deskTitle}</h1>
      ${trouble === undefined ? '' : html`<p class="trouble" role="alert" id="trouble">${words[trouble]}</p>`}
      <p id="intro">${words.deskIntro}</p>
      <form method="post" action="/desk/code?lang=${language}">
        <label for="code">${words.deskCode}</label>
        <input
          id="code"
          name="code"
          type="text"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="40"
          placeholder="K7M2-9QXD"
          aria-describedby="${trouble === undefined ? 'intro' : 'trouble intro'}"
        />
        <button type="submit">${words.deskOpen}</button>
      </form>
    </main>`,
  });
}

export function summaryPage(summary: CarriedSummary, emergency: Card['emergency'], manifest: Manifest): Html {
  const { language, outcome } = summary;
  const words = summaryWords[language];
  return htmlDocument({
    language,
    title: words.title,
    entry: manifest.paper,
    bodyClass: 'desk summary',
    body: html`<main>
      <p class="once no-print">
        ${words.deskOnce} <button type="button" data-print hidden>${words.printIt}</button> <a href="/desk/code?lang=${language}">${words.deskAnother}</a>
      </p>
      <h1>${words.title}</h1>
      <p class="from">${words.from.replace('{site}', summary.site)}, <time datetime="${summary.at.at}">${summary.at.words}</time>. ${words.automated}</p>
      <section class="urgency ${outcome?.urgency ?? 'unfinished'}">
        <h2>${outcome?.headline ?? words.unfinished}</h2>
        ${outcome?.seeBy ? html`<p>${outcome.seeBy.words}</p>` : ''}
      </section>
      ${outcome?.draftNotice === undefined ? '' : html`<p class="draft">${outcome.draftNotice}</p>`}
      ${summaryParts(summary).map(
        (part) =>
          html`<section>
            <h2>${part.heading}</h2>
            <ul dir="auto">
              ${part.lines.map((line) => html`<li dir="auto">${line}</li>`)}
            </ul>
            ${part.note === undefined ? '' : html`<p class="note">${part.note}</p>`}
          </section>`,
      )}
      <section>
        <h2>${words.emergency}</h2>
        <ul>
          ${emergency.numbers.map((item) => html`<li><a href="tel:${item.number.replace(/\D/g, '')}">${item.number}</a>: ${item.use}</li>`)}
        </ul>
      </section>
      <p class="note">${words.rules}: ${summary.rulesetHash.slice(0, 12)}</p>
    </main>`,
  });
}
