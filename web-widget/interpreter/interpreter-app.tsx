/** The screens of an interpreter: one thing at a time. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { filled } from '../client/wording.ts';
import { useStore } from '../client/store.ts';
import type { CallMedia } from '../consultation/call-media.ts';
import { CallStage, useCall } from '../consultation/call-stage.tsx';
import { callViewOf } from '../consultation/call-view.ts';
import { Heading, Mistake, TroubleBox } from '../consultation/screen-parts.tsx';
import type { InterpreterSession, InterpreterState } from './interpreter-session.ts';
import type { InterpreterWords } from './words.ts';

export type InterpreterProps = {
  readonly session: InterpreterSession;
  readonly words: InterpreterWords;
  readonly otherLanguage: string;
  readonly media: (state: InterpreterState) => CallMedia | undefined;
};

export function InterpreterApp(props: InterpreterProps) {
  const state = useStore(props.session);
  const { words, otherLanguage } = props;
  return (
    <div class="cs">
      {/* Never in a call: it would load the page anew. */}
      {state.step !== 'in-call' && state.step !== 'name' && (
        <p class="cs-screen">
          <a href={`?lang=${otherLanguage}`} lang={otherLanguage} hreflang={otherLanguage}>
            {words.otherLanguage}
          </a>
        </p>
      )}
      <Screen key={state.step} {...props} state={state} />
    </div>
  );
}

function Screen(props: InterpreterProps & { readonly state: InterpreterState }) {
  const { state, session, words } = props;
  const doctor = state.view?.doctor ? `${state.view.doctor.title} ${state.view.doctor.name}`.trim() : words.theDoctor;
  switch (state.step) {
    case 'looking':
      return (
        <section class="cs-screen" aria-busy="true">
          <h1>{words.title}</h1>
        </section>
      );
    case 'name':
      return <Name {...props} />;
    case 'no-link':
      return <Plain title={words.title} lines={[words.noLink]} {...props} />;
    case 'link-used':
      return <Plain title={words.linkUsed} lines={[words.linkUsedText]} {...props} />;
    case 'waiting':
      return <Plain title={words.waitTitle} lines={[filled(words.waitText, { doctor }), words.secret]} {...props} />;
    case 'ready':
    case 'left':
      return (
        <Plain title={state.step === 'left' ? words.left : words.readyTitle} lines={[words.enterText]} {...props}>
          <button class="cs-button cs-primary cs-large" type="button" onClick={session.enter}>
            {state.step === 'left' ? words.comeBack : words.enter}
          </button>
        </Plain>
      );
    case 'in-call':
      return <InCall {...props} doctor={doctor} />;
    case 'over':
      return <Plain title={words.over} lines={[words.overText]} {...props} />;
    default:
      return state.step satisfies never;
  }
}

function Plain({
  title,
  lines,
  state,
  words,
  children,
}: Pick<InterpreterProps, 'words'> & { readonly title: string; readonly lines: readonly string[]; readonly state: InterpreterState; readonly children?: ComponentChildren }) {
  return (
    <section class="cs-screen">
      <Heading>{title}</Heading>
      <div role="status">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {state.contact.kind === 'lost' && <p class="cs-contact-lost">{words.lost}</p>}
      </div>
      <TroubleBox trouble={state.trouble} words={words} />
      {children && <div class="cs-actions">{children}</div>}
    </section>
  );
}

function Name({ state, session, words }: InterpreterProps & { readonly state: InterpreterState }) {
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const mistake = tried && name.trim().length < 2 ? words.nameNeeded : undefined;
  return (
    <form
      class="cs-screen"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim().length >= 2) void session.arrive(name.trim());
        else event.currentTarget.querySelector('input')?.focus();
      }}
    >
      <Heading>{words.title}</Heading>
      <p>{words.intro}</p>
      <p>{words.secret}</p>
      <div class="cs-field">
        <label for="cs-guest">{words.name}</label>
        <p class="cs-hint" id="cs-guest-hint">
          {words.nameHint}
        </p>
        <Mistake name="guest" text={mistake} />
        <input
          id="cs-guest"
          type="text"
          autoComplete="name"
          maxLength={80}
          value={name}
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake ? 'cs-guest-hint cs-guest-error' : 'cs-guest-hint'}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <TroubleBox trouble={state.trouble} words={words} />
      <div class="cs-actions">
        <button class="cs-button cs-primary" type="submit" aria-disabled={state.busy}>
          {state.busy ? words.asking : words.ask}
        </button>
      </div>
    </form>
  );
}

function InCall(props: InterpreterProps & { readonly state: InterpreterState; readonly doctor: string }) {
  const media = props.media(props.state);
  return media ? <OpenCall {...props} opened={media} /> : null;
}

function OpenCall({ state, session, words, doctor, opened }: InterpreterProps & { readonly state: InterpreterState; readonly doctor: string; readonly opened: CallMedia }) {
  const call = useCall(opened);
  useEffect(() => {
    void opened.start({ camera: true, microphone: true });
    return opened.stop;
  }, [opened]);
  const inside = state.view?.call;
  if (!inside) return null;
  const seen = callViewOf({ state: inside.state, presence: inside.presence, call, contact: state.contact, side: 'interpreter' });
  return (
    <section class="cs-screen cs-call">
      <Heading>{filled(words.callTitle, { doctor })}</Heading>
      <CallStage
        media={opened}
        view={seen}
        words={words}
        notice={
          seen.notice && (
            <>
              <p>
                <strong>{(seen.notice === 'no-media' ? call.phoneWords : undefined) ?? words.notices[seen.notice]}</strong>
              </p>
              {seen.notice === 'refused' && (
                <div class="cs-actions">
                  <button class="cs-button cs-primary" type="button" onClick={() => void opened.start({ camera: true, microphone: true })}>
                    {words.tryAgain}
                  </button>
                  <button class="cs-button" type="button" onClick={() => void opened.start({ camera: false, microphone: true })}>
                    {words.withoutCamera}
                  </button>
                </div>
              )}
            </>
          )
        }
      >
        <button class="cs-switch cs-hang-up" type="button" onClick={session.leave}>
          <span>{words.hangUp}</span>
        </button>
      </CallStage>
      <p class="cs-quiet">{words.secret}</p>
    </section>
  );
}
