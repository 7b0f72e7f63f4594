/** A third person in the call: the link to give out, whoever asks at the door, and the way out. */
import { useState } from 'preact/hooks';
import { filled } from '../client/wording.ts';
import type { CaseProps } from './case-props.ts';
import { PanelForm } from './panel-form.tsx';

export function InterpreterPanel({ state, session, words, time }: CaseProps) {
  const { view, interpreterLink } = state;
  const [copied, setCopied] = useState('');
  if (!view) return null;
  if (view.interpreter.way === 'phone')
    return (
      <PanelForm
        title={words.interpreterInvite}
        words={{ ...words, cancel: words.close }}
        busy={false}
        submit={words.byPhone}
        onSubmit={() => session.show('phone')}
        onCancel={() => session.show('none')}
      >
        <p>{words.interpreterPhone}</p>
      </PanelForm>
    );
  const address = interpreterLink && new URL(interpreterLink.path, location.href).href;
  return (
    <PanelForm
      title={words.interpreterInvite}
      words={{ ...words, cancel: words.close }}
      busy={state.busy === 'move'}
      submit={address ? words.interpreterNew : words.interpreterMake}
      onSubmit={() => void session.move({ move: 'invite-interpreter', epoch: view.epoch })}
      onCancel={() => session.show('none')}
    >
      <p>{words.interpreterText}</p>
      <p>{words.interpreterEncryption}</p>
      {address && (
        <div class="cs-field">
          <label for="dc-interpreter-link">{words.interpreterLink}</label>
          <p class="cs-hint" id="dc-interpreter-until">
            {filled(words.interpreterUntil, { time: time(interpreterLink.endsAt) })}
          </p>
          <input id="dc-interpreter-link" type="text" readOnly value={address} aria-describedby="dc-interpreter-until" onFocus={(event) => event.currentTarget.select()} />
          <button
            class="cs-button"
            type="button"
            onClick={() =>
              void navigator.clipboard.writeText(address).then(
                () => setCopied(address),
                // Refused by the browser: it is selected, to be copied by hand.
                () => document.querySelector<HTMLInputElement>('#dc-interpreter-link')?.focus(),
              )
            }
          >
            {copied === address ? words.interpreterCopied : words.interpreterCopy}
          </button>
        </div>
      )}
    </PanelForm>
  );
}

/** Above the picture, so that nobody waits at the door unseen. */
export function InterpreterAsks({ state, session, words }: Pick<CaseProps, 'state' | 'session' | 'words'>) {
  const { view } = state;
  const guest = view?.interpreter.guest;
  if (!view || !guest || guest.standing === 'invited') return null;
  const name = guest.name ?? '';
  const asks = guest.standing === 'asking';
  return (
    <div class="dc-card dc-guest" role={asks ? 'alert' : 'status'}>
      <strong>{filled(asks ? words.interpreterAsks : words.interpreterIn, { name })}</strong>
      {asks && view.interpreter.way === 'phone' && <p>{words.interpreterPhone}</p>}
      <div class="cs-actions">
        {view.moves.includes('admit-interpreter') && (
          <button class="cs-button cs-primary" type="button" onClick={() => void session.move({ move: 'admit-interpreter', epoch: view.epoch })}>
            {words.interpreterAdmit}
          </button>
        )}
        <button class="cs-button" type="button" onClick={() => void session.move({ move: 'end-interpreter', epoch: view.epoch })}>
          {asks ? words.interpreterRefuse : words.interpreterOut}
        </button>
      </div>
    </div>
  );
}
