/** A made-up hospital's page that holds Relais by its one script tag, as a real one would. */
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import type { Manifest } from '../built-pages.ts';
import { htmlDocument, type Html } from './document.ts';

const fr = {
  title: 'Centre hospitalier des Trois-Rivières',
  place: 'Saint-Aubin-le-Vieux',
  madeUp: 'Cet hôpital n’existe pas : cette page montre Relais dans le site d’un hôpital.',
  menu: ['Venir', 'Services', 'Consultations', 'Maternité', 'Nous rejoindre'],
  menuName: 'Menu de l’hôpital',
  headline: 'Avant de venir aux urgences',
  lead: 'Quelques questions, et vous savez où aller, et dans quel délai. Le jour comme la nuit, sans créer de compte.',
  steps: ['Dites ce qui ne va pas, avec vos mots.', 'Répondez à quelques questions.', 'Lisez quoi faire, où, et avant quelle heure.'],
  widget: 'Où me faire soigner ?',
  sideTitle: 'Les urgences des Trois-Rivières',
  side: [
    ['Ouvertes', 'jour et nuit, tous les jours'],
    ['Entrée', 'côté rue des Tanneurs, suivez le marquage rouge au sol'],
    ['À apporter', 'carte Vitale, ordonnances, carnet de santé'],
    ['Bus', 'lignes 2 et 7, arrêt Hôpital'],
  ],
  newsTitle: 'Actualités',
  news: [
    ['Grippe : vaccination sans rendez-vous', 'Le mardi et le jeudi, de 14 h à 18 h, hall B.'],
    ['Le parking Nord rouvre', 'Soixante places de plus, gratuites les trente premières minutes.'],
    ['Un jardin pour la gériatrie', 'Les bénévoles cherchent des outils et des graines d’ici au printemps.'],
  ],
  footer: '12 rue des Tanneurs, Saint-Aubin-le-Vieux. Hôpital imaginaire, créé pour la démonstration.',
  other: 'This page in English',
};

const en: typeof fr = {
  title: 'Three Rivers Hospital',
  place: 'Saint-Aubin-le-Vieux',
  madeUp: 'This hospital does not exist: this page shows Relais within a hospital’s own site.',
  menu: ['Getting here', 'Departments', 'Appointments', 'Maternity', 'Working with us'],
  menuName: 'Hospital menu',
  headline: 'Before you come to the emergency department',
  lead: 'A few questions, and you know where to go, and how soon. Day and night, without an account.',
  steps: ['Say what is wrong, in your own words.', 'Answer a few questions.', 'Read what to do, where, and by what time.'],
  widget: 'Where should I go for care?',
  sideTitle: 'Three Rivers emergency department',
  side: [
    ['Open', 'day and night, every day'],
    ['Entrance', 'on Tanners’ Street, follow the red line on the floor'],
    ['Bring', 'health card, prescriptions, child health record'],
    ['Bus', 'lines 2 and 7, stop Hôpital'],
  ],
  newsTitle: 'News',
  news: [
    ['Flu vaccination without an appointment', 'Tuesdays and Thursdays, 2 pm to 6 pm, hall B.'],
    ['The north car park is open again', 'Sixty more spaces, free for the first thirty minutes.'],
    ['A garden for our older patients', 'The volunteers are looking for tools and seeds before spring.'],
  ],
  footer: '12 rue des Tanneurs, Saint-Aubin-le-Vieux. An imaginary hospital, made for this demonstration.',
  other: 'Cette page en français',
};

const words: Readonly<Record<Language, typeof fr>> = { fr, en };

export function demoPage(language: Language, manifest: Manifest): Html {
  const text = words[language];
  const other: Language = language === 'fr' ? 'en' : 'fr';
  return htmlDocument({
    language,
    title: `${text.headline} | ${text.title}`,
    entry: manifest.demo,
    bodyClass: 'hospital',
    body: html`<header>
        <p class="made-up">${text.madeUp}</p>
        <div class="inner">
          <p class="name"><span class="cross" aria-hidden="true"></span><b>${text.title}</b> <span>${text.place}</span></p>
          <a class="other" href="/demo?lang=${other}" lang="${other}">${text.other}</a>
        </div>
        <nav aria-label="${text.menuName}">
          <ul class="inner">
            ${text.menu.map((item) => html`<li><a href="#news">${item}</a></li>`)}
          </ul>
        </nav>
      </header>
      <main>
        <section class="lead">
          <div class="inner">
            <h1>${text.headline}</h1>
            <p>${text.lead}</p>
            <ol>
              ${text.steps.map((step) => html`<li>${step}</li>`)}
            </ol>
          </div>
        </section>
        <div class="inner columns">
          <section aria-label="${text.widget}" class="widget">
            <script async src="/embed.js" data-site="demo" data-lang="${language}" data-region="FR" data-colour="#0f5f6b"></script>
          </section>
          <aside>
            <h2>${text.sideTitle}</h2>
            <dl>
              ${text.side.map(
                ([term, value]) =>
                  html`<dt>${term}</dt>
                    <dd>${value}</dd>`,
              )}
            </dl>
            <h2 id="news">${text.newsTitle}</h2>
            <ul class="news">
              ${text.news.map(([head, line]) => html`<li><b>${head}</b><span>${line}</span></li>`)}
            </ul>
          </aside>
        </div>
      </main>
      <footer><p class="inner">${text.footer}</p></footer>`,
  });
}
