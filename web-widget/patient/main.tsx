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
import { arrivingCode } from './own-page.tsx';
import { createTab } from './tab.ts';
import { createTalk } from './talk.ts';

trustOwnFilesOnly();
const page = readPageData();
meetHostPage(page.embedders);
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
    // Not while the first questions come over the same slow line.
    setTimeout(() => void keepPage(), 2000);
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
  const code = arrivingCode();
  if (code === undefined) void talk.resume();
  else void talk.arrive(code);
  // Over what was served: its elements become the application's, so that a finger or a reader on one of them stays there.
  render(<App talk={talk} api={api} page={page} onLeave={leave} />, place);
  const { dataset } = document.documentElement;
  const tapped = dataset['early'];
  dataset['early'] = 'over';
  // What was tapped before we were here.
  if (tapped !== undefined) document.querySelector<HTMLElement>(`[data-early="${tapped}"]`)?.click();
}
