import { render } from 'preact';
import { meetHostPage } from '../client/host-page.ts';
import { readPageData } from '../client/page-data.ts';
import { keepPage } from '../client/keep-page.ts';
import { createPatientApi } from '../client/patient-api.ts';
import { trustOwnFilesOnly } from '../client/trusted-addresses.ts';
import '../style/page.css';
import '../style/patient.css';
import { App } from './app.tsx';
import { catchBackButton } from './back-button.ts';
import { leaveNow, onEscapeThrice } from './leave.ts';
import { createTab } from './tab.ts';
import { createTalk } from './talk.ts';

trustOwnFilesOnly();
const page = readPageData();
meetHostPage(page.embedders);
if (page.accent) {
  document.body.style.setProperty('--site-on-light', page.accent.light);
  document.body.style.setProperty('--site-on-dark', page.accent.dark);
}
const tab = createTab();
const api = createPatientApi({ site: page.site, language: () => talk.get().language });
const talk = createTalk({ api, tab, site: page.site, language: page.language, cookies: navigator.cookieEnabled });

const backButton = catchBackButton(() => {
  const { card } = talk.get();
  if (!card || card.steps.length <= 1) return false;
  void talk.back();
  return true;
});
let keeping = false;
talk.subscribe(() => {
  // The first tap has been made.
  if (!keeping && talk.get().phase === 'talking') {
    keeping = true;
    void keepPage();
  }
  if (talk.get().moved > 0 && talk.get().phase === 'talking') backButton.guard();
});

const leave = (): void => {
  const guarded = backButton.guarded();
  backButton.stop();
  leaveNow({ region: page.region, forget: talk.leave, guarded });
};
onEscapeThrice(leave);
addEventListener('online', talk.hurry);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void talk.refresh();
});
// A page that the browser had kept as it was may be out of date.
addEventListener('pageshow', (event) => {
  if (event.persisted) void talk.refresh();
});

const place = document.querySelector('#app');
if (place) {
  void talk.resume();
  place.replaceChildren();
  render(<App talk={talk} api={api} page={page} onLeave={leave} />, place);
}
