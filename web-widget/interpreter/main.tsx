import { render } from 'preact';
import { createAsk } from '../client/ask.ts';
import type { CallApi } from '../client/consultation-api.ts';
import { trustOwnFilesOnly } from '../client/trusted-addresses.ts';
import type { CallMedia } from '../consultation/call-media.ts';
import '../consultation/consultation.css';
import { createCallMedia } from '../media/call.ts';
import '../style/page.css';
import { InterpreterApp } from './interpreter-app.tsx';
import { createInterpreterSession } from './interpreter-session.ts';
import { interpreterWords } from './words.ts';

trustOwnFilesOnly();
const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
const words = interpreterWords[language];
const session = createInterpreterSession({ ask: createAsk({ language: () => language, headers: () => ({ 'X-Relais-As': 'interpreter' }) }), words });

// The call is one, however often the screen is drawn again.
const opened = new WeakMap<CallApi, CallMedia>();
function mediaFor(call: CallApi | undefined): CallMedia | undefined {
  if (!call) return undefined;
  const made = opened.get(call) ?? createCallMedia(call, 'interpreter');
  opened.set(call, made);
  return made;
}

/** The one-time link stands behind the #: it was never sent to a server, and leaves the address at once. */
function linkInAddress(): string | undefined {
  const link = new URLSearchParams(location.hash.slice(1)).get('link') ?? undefined;
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return link;
}

const place = document.querySelector('#app');
if (place) {
  place.replaceChildren();
  render(<InterpreterApp session={session} words={words} otherLanguage={language === 'fr' ? 'en' : 'fr'} media={({ call }) => mediaFor(call)} />, place);
  void session.begin(linkInAddress());
  // A second link, opened where the first one was: the page is not loaded anew for it.
  addEventListener('hashchange', () => {
    const link = linkInAddress();
    if (link !== undefined) void session.begin(link);
  });
}
