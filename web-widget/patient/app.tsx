/** The page: what was said, what is asked now, and one line that says what is happening. */
import { render, type JSX } from 'preact';
import { useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import type { PageData } from '../../src/contract/page.ts';
import type { PatientApi } from '../client/patient-api.ts';
import { useStore } from '../client/store.ts';
import { CardScreen } from './card-screen.tsx';
import { InDoctorsHands } from './doctor-now.tsx';
import { EmergencyBar } from './emergency-bar.tsx';
import { Icon } from './icons.tsx';
import { OwnPage, toOwnPage } from './own-page.tsx';
import { EmergencyScreen } from './screens/emergency.tsx';
import { Opening } from './screens/opening.tsx';
import { OutcomeScreen } from './screens/outcome.tsx';
import { Mistake, problemText, Progress } from './screens/question.tsx';
import { FirstAidMeanwhile } from './first-aid.tsx';
import { SupportBox } from './support.tsx';
import type { Talk, TalkState } from './talk.ts';
import { Transcript } from './transcript.tsx';
import { wordsFor, type Language, type PatientWords } from './words.ts';

type Props = { readonly talk: Talk; readonly api: PatientApi; readonly page: PageData; readonly onLeave: () => void };

export function App({ talk, api, page, onLeave }: Props): JSX.Element {
  const state = useStore(talk);
  const { language, card, phase } = state;
  const words = wordsFor(language);
  const opening = page.opening[language];
  const emergency = card?.emergency ?? page.emergency[language];
  const screen = phase === 'talking' && card ? (card.kind === 'emergency' || card.kind === 'outcome' ? card.kind : 'question') : 'opening';

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = opening.title;
  }, [language]);
  useEffect(() => {
    document.body.dataset['screen'] = screen;
  }, [screen]);
  // The numbers of the served page become these: with the region that the person named.
  useEffect(() => {
    const place = document.querySelector('#emergency');
    if (!place) return;
    place.setAttribute('aria-label', opening.emergencyNumbers);
    render(<EmergencyBar emergency={emergency} words={opening} onLeave={onLeave} />, place);
  }, [emergency, language]);
  useClearOfBar();
  useFocusOnNew(state.moved);

  return (
    <>
      <header class="top no-print">
        <p class="brand">
          <strong>{opening.brand}</strong> <span>{page.name[language]}</span>
        </p>
        <button type="button" class="switch" data-early="language" lang={language === 'fr' ? 'en' : 'fr'} onClick={() => void talk.choose(language === 'fr' ? 'en' : 'fr')}>
          {opening.languageSwitch}
        </button>
      </header>
      <Line state={state} words={words} onHurry={talk.hurry} />
      <Guarded words={words}>
        {screen === 'opening' || !card ? (
          <>
            <Opening
              words={opening}
              codeWrong={words.codeWrong}
              notice={page.notice[language]}
              operator={page.operator[language]}
              starting={phase === 'starting'}
              onStart={() => void talk.start(page.notice[language].version)}
              onCode={talk.adopt}
            />
            <Mistake id="mistake" text={problemText(state.problem)} />
          </>
        ) : (
          <Shown talk={talk} api={api} state={state} card={card} words={words} language={language} region={page.region} framed={page.mode === 'frame'} />
        )}
      </Guarded>
    </>
  );
}

type ShownProps = {
  readonly talk: Talk;
  readonly api: PatientApi;
  readonly state: TalkState;
  readonly card: NonNullable<TalkState['card']>;
  readonly words: PatientWords;
  readonly language: Language;
  readonly region: PageData['region'];
  /** In a hospital's page: a doctor is seen in a page of our own. */
  readonly framed: boolean;
};

function Shown({ talk, api, state, card, words, language, region, framed }: ShownProps): JSX.Element {
  const busy = state.pending !== undefined && state.pending.action !== 'language';
  const change = (step: number): void => void talk.change(step);
  if (card.kind === 'emergency')
    return <EmergencyScreen card={card} words={words} busy={busy} onHappening={(happening) => void talk.answer({ happening })} onBack={() => void talk.back()} />;
  const support = card.support ?? [];
  const encounterId = state.encounterId ?? '';
  if (state.crossing) return <OwnPage talk={talk} crossing={state.crossing} words={words} />;
  if (card.kind === 'outcome' && state.doctor)
    return (
      <InDoctorsHands ask={api.ask} encounterId={encounterId} language={language} region={region} words={words} onQuestions={talk.showCard} onBack={() => talk.consult(false)} />
    );
  return (
    <>
      {card.kind !== 'outcome' && state.doctor && <p class="note">{words.doctorKept}</p>}
      {card.kind !== 'outcome' && <Transcript card={card} words={words} onChange={change} />}
      {card.kind === 'outcome' ? (
        <OutcomeScreen
          card={card}
          words={words}
          language={language}
          api={api}
          encounterId={encounterId}
          onDoctor={() => (framed ? void toOwnPage(talk) : talk.consult(true))}
          onAgain={talk.again}
        />
      ) : (
        <section class="card" data-kind={card.kind} data-card={card.id} aria-labelledby="ask" aria-busy={busy}>
          {card.meanwhile && <FirstAidMeanwhile lines={card.meanwhile} card={card.id} words={words} />}
          <Progress card={card} words={words} />
          <CardScreen
            key={card.id}
            card={card}
            words={words}
            busy={busy}
            problem={state.problem}
            draft={state.draft?.card === card.id ? state.draft.text : undefined}
            onWrite={talk.write}
            onAnswer={(answer) => void talk.answer(answer)}
            onChange={change}
          />
        </section>
      )}
      {card.kind === 'outcome' && (
        <details class="answers part">
          <summary>{words.conversation}</summary>
          <Transcript card={card} words={words} onChange={change} />
        </details>
      )}
      {support.map((item) => (
        <SupportBox key={item.reason} support={item} words={words} open={item.reason !== 'minor-alone' || card.kind === 'outcome'} />
      ))}
      <nav class="ways no-print">
        {card.steps.length > 1 && (
          <button type="button" class="way" aria-disabled={busy} onClick={() => !busy && void talk.back()}>
            <Icon name="back" /> {words.back}
          </button>
        )}
        {card.steps.some((step) => step.kind === 'gate') && card.kind !== 'gate' && (
          <button type="button" class="way way-worse" aria-disabled={busy} onClick={() => !busy && void talk.worse()}>
            <Icon name="up" /> {words.worse}
          </button>
        )}
      </nav>
    </>
  );
}

/** Said politely to those who do not see it; apart from the conversation, so that nothing is read twice. */
function Line({ state, words, onHurry }: { readonly state: TalkState; readonly words: PatientWords; readonly onHurry: () => void }): JSX.Element {
  const slow = useLater(state.pending?.turnId ?? (state.phase === 'starting' ? 'start' : undefined), 700);
  const waiting = state.line === 'lost' || state.line === 'busy' || state.line === 'slow';
  const text = state.line ? words.lines[state.line] : slow ? words.sending : '';
  return (
    <div class={`line line-${state.line ?? (slow ? 'sending' : 'none')} no-print`}>
      <p role="status">
        {text}
        {waiting && ` ${words.sure}`}
        {/* Where the focus does not follow: what is asked now is said too. */}
        {(state.line === 'elsewhere' || state.line === 'resumed') && <span class="for-readers"> {askOf(state.card)}</span>}
      </p>
      {waiting && (
        <button type="button" class="secondary" onClick={onHurry}>
          {words.retry}
        </button>
      )}
      {state.memoryOnly && parent !== window && (
        <a class="act" href={location.pathname.replace('/frame/', '/p/')} target="_blank" rel="noopener">
          {words.ownTab}
        </a>
      )}
    </div>
  );
}

function askOf(card: TalkState['card']): string {
  if (!card) return '';
  return card.kind === 'emergency' ? card.headline : card.kind === 'outcome' ? card.outcome.headline : card.kind === 'notice' ? card.title : card.ask;
}

/** True once the same thing has lasted this long. */
function useLater(what: string | undefined, ms: number): boolean {
  const [late, setLate] = useState<string>();
  useEffect(() => {
    if (what === undefined) return;
    const timer = setTimeout(() => setLate(what), ms);
    return () => clearTimeout(timer);
  }, [what]);
  return what !== undefined && late === what;
}

/** Focus goes to the new question only where the person's own act brought it. */
function useFocusOnNew(moved: number): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const ask = document.querySelector<HTMLElement>('#ask');
    ask?.focus({ preventScroll: true });
    const card = ask?.closest('section, article');
    if (!ask || !card) return;
    if (parent !== window) return showInFrame(ask, card);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    card.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  }, [moved]);
}

/**
 * Scrolling a frame's content moves the frame in its host page, and for half a second after it has moved a browser drops presses on it.
 * So: only where the question is not in sight or low in the window, and at once.
 */
function showInFrame(ask: HTMLElement, card: Element): () => void {
  const sight = new IntersectionObserver(([seen]) => {
    sight.disconnect();
    const window = seen?.rootBounds;
    // Across origins a browser does not say how high the window is: then in sight is enough.
    const low = window ? (seen?.boundingClientRect.top ?? 0) > window.height * 0.6 : false;
    if ((seen?.intersectionRatio ?? 0) < 1 || low) card.scrollIntoView({ block: 'start', behavior: 'auto' });
  });
  sight.observe(ask);
  return () => sight.disconnect();
}

/** What is scrolled to, or focused, never ends up under the bar of numbers, however tall large text makes it. */
function useClearOfBar(): void {
  useEffect(() => {
    const bar = document.querySelector('#emergency');
    if (!bar) return;
    const sizes = new ResizeObserver(() => {
      const covers = getComputedStyle(bar).position === 'sticky' ? bar.getBoundingClientRect().height + 4 : 0;
      document.documentElement.style.scrollPaddingTop = `${Math.ceil(covers)}px`;
    });
    sizes.observe(bar);
    return () => sizes.disconnect();
  }, []);
}

/** A mistake of ours in one screen leaves the numbers and a way on. */
function Guarded({ words, children }: { readonly words: PatientWords; readonly children: JSX.Element | JSX.Element[] }): JSX.Element {
  const [failed] = useErrorBoundary();
  if (!failed) return <>{children}</>;
  return (
    <section class="card">
      <p role="alert">{words.crash}</p>
      <button type="button" class="primary big" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </section>
  );
}
