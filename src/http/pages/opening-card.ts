/**
 * What a person sees before any script has come: the bar of numbers and the opening card, element for element as
 * `web-widget/patient` draws them (a test in `test/e2e/served.test.ts` holds the two together).
 */
import { html } from 'hono/html';
import type { Card } from '../../contract/card.ts';
import type { OpeningWords, PageData } from '../../contract/page.ts';
import { contactLink, dialled, type Html } from './document.ts';

const drawings = {
  phone: 'M6.6 3.5h3l1.5 4.2-2 1.5a12 12 0 0 0 5.7 5.7l1.5-2 4.2 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.6 5.7a2 2 0 0 1 2-2.2Z',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  leave: 'M13 4H5v16h8M10 12h10M16 8l4 4-4 4',
} as const;

function icon(name: keyof typeof drawings): Html {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="${drawings[name]}"></path></svg>`;
}

export function numbersBar(emergency: Card['emergency'], words: OpeningWords): Html {
  return html`<aside class="emergency" id="emergency" aria-label="${words.emergencyNumbers}">
    <div class="bar">
      <strong class="bar-ask">${icon('phone')}<span>${words.danger}</span></strong>
      <ul class="bar-numbers">
        ${emergency.numbers.map(({ number, use }) => html`<li><a href="tel:${dialled(number)}" aria-label="${number}, ${use}" title="${use}">${number}</a></li>`)}
      </ul>
      <details class="bar-silent">
        <summary aria-label="${words.cannotSpeak}">SMS</summary>
        <div class="bar-panel">
          <p>${words.cannotSpeak}</p>
          <ul class="no-voice">
            ${emergency.noVoice.map((item) => html`<li><strong>${item.label}</strong><span>${contactLink(item.contact)} ${item.how}</span></li>`)}
          </ul>
        </div>
      </details>
      <button type="button" class="leave" data-early="leave" title="${words.leaveHint}">${icon('leave')}<span>${words.leave}</span></button>
    </div>
  </aside>`;
}

export function openingCard({ language, notice, operator, name, opening }: PageData): Html {
  const words = opening[language];
  const { title, text } = notice[language];
  return html`<header class="top no-print">
      <p class="brand"><strong>${words.brand}</strong> <span>${name[language]}</span></p>
      <button type="button" class="switch" data-early="language" lang="${language === 'fr' ? 'en' : 'fr'}">${words.languageSwitch}</button>
    </header>
    <div class="line line-none no-print"><p role="status"></p></div>
    <section class="opening" aria-labelledby="ask">
      <h1 id="ask" tabindex="-1">${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <p>${words.whoFor}</p>
      <ul class="facts">
        ${words.facts.map((fact) => html`<li>${icon('tick')} ${fact}</li>`)}
      </ul>
      <div class="notice">
        <h2>${title}</h2>
        <ul>
          ${text.map((line) => html`<li>${line}</li>`)}
        </ul>
        <p class="quiet">${operator[language]}</p>
      </div>
      <button type="button" class="primary big" data-early="start" data-waiting="${words.starting}" aria-disabled="false">${words.start}</button>
      <p class="quiet center">${words.consentNote}</p>
      <details class="other-device">
        <summary>${words.haveCode}</summary>
        <form class="near">
          <label for="code">${words.codeField}</label>
          <div class="near-row">
            <input id="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20" aria-describedby="code-mistake" aria-invalid="false" />
            <button type="submit" class="secondary">${words.goOn}</button>
          </div>
          <p id="code-mistake" class="mistake" role="alert"></p>
        </form>
      </details>
    </section>
    <p id="mistake" class="mistake" role="alert"></p>`;
}
