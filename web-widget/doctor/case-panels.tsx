/** What is asked before a move: one panel at a time, under the buttons. */
import { useState } from 'preact/hooks';
import type { DoctorMove } from '../../src/contract/staff.ts';
import { filled, unbroken } from '../client/wording.ts';
import type { CaseProps } from './case-props.ts';
import { adviceOf } from './end-form.ts';
import { EndPanel } from './end-panel.tsx';
import { InterpreterPanel } from './interpreter-panel.tsx';
import { PanelForm, TextField } from './panel-form.tsx';

type Instead = Extract<DoctorMove, { readonly move: 'not-suitable' }>['instead'];
const insteads = ['emergency', 'in-person-today', 'gp', 'phone'] as const satisfies readonly Instead[];

export function CasePanels(props: CaseProps) {
  const { state } = props;
  switch (state.panel) {
    case 'none':
      return null;
    case 'not-suitable':
      return <NotSuitable {...props} />;
    case 'phone':
      return <Phone {...props} />;
    case 'interpreter':
      return <InterpreterPanel {...props} />;
    case 'hand-back':
      return <HandBack {...props} />;
    case 'end':
      return <EndPanel {...props} />;
  }
}

function NotSuitable({ state, session, words }: CaseProps) {
  const [instead, setInstead] = useState<Instead>('in-person-today');
  const [reason, setReason] = useState('');
  const [advice, setAdvice] = useState('');
  const [tried, setTried] = useState(false);
  const { view } = state;
  if (!view) return null;
  const mistake = tried && reason.trim().length < 3 ? words.reasonNeeded : undefined;
  return (
    <PanelForm
      title={words.notSuitable}
      words={words}
      busy={state.busy === 'move'}
      onCancel={() => session.show('none')}
      onSubmit={() => {
        setTried(true);
        if (reason.trim().length >= 3) void session.move({ move: 'not-suitable', epoch: view.epoch, instead, reason: reason.trim(), advice: adviceOf(advice) });
      }}
    >
      <fieldset class="cs-question">
        <legend>{words.notSuitableText}</legend>
        <div class="cs-choices">
          {insteads.map((each) => (
            <label class="cs-choice" key={each}>
              <input type="radio" name="dc-instead" checked={instead === each} onChange={() => setInstead(each)} />
              <span>{words.insteads[each]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextField name="reason" label={words.reason} value={reason} mistake={mistake} longest={1000} onInput={setReason} />
      <TextField
        name="advice"
        label={filled(words.adviceFor, { language: words.languages[view.patient.language] })}
        hint={words.adviceHint}
        value={advice}
        rows={4}
        longest={8000}
        language={view.patient.language}
        onInput={setAdvice}
      />
    </PanelForm>
  );
}

function Phone({ state, session, words }: CaseProps) {
  const { view } = state;
  if (!view) return null;
  return (
    <PanelForm
      title={words.byPhone}
      words={words}
      busy={state.busy === 'move'}
      onCancel={() => session.show('none')}
      onSubmit={() => void session.move({ move: 'phone', epoch: view.epoch })}
    >
      <p>{words.byPhoneText}</p>
      <p class="dc-phone">{unbroken(view.patient.phone)}</p>
    </PanelForm>
  );
}

function HandBack({ state, session, words }: CaseProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { view } = state;
  if (!view) return null;
  return (
    <PanelForm
      title={words.handBack}
      words={words}
      busy={state.busy === 'move'}
      onCancel={() => session.show('none')}
      onSubmit={() => {
        setTried(true);
        if (reason.trim().length >= 3) void session.move({ move: 'hand-back', epoch: view.epoch, reason: reason.trim() });
      }}
    >
      <p>{words.handBackText}</p>
      <TextField name="reason" label={words.reason} value={reason} mistake={tried && reason.trim().length < 3 ? words.reasonNeeded : undefined} longest={400} onInput={setReason} />
    </PanelForm>
  );
}
