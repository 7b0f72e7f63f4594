/** The end: where the patient goes from here, why if it differs from the rules, and what they take home. */
import { useState } from 'preact/hooks';
import { filled } from '../client/wording.ts';
import { Mistake, MistakeList } from '../consultation/screen-parts.tsx';
import type { CaseProps } from './case-props.ts';
import { comparisonOf, comparisonWords, emptyEnd, endMistakes, endMoveOf, urgencies, type EndField } from './end-form.ts';
import { noteStates } from './note-keeper.ts';
import { PanelForm, TextField } from './panel-form.tsx';
import type { DoctorWords } from './words.ts';

const mistakeWords = { reason: 'reasonNeeded', advice: 'adviceMissing', followUp: 'followUpPast' } as const satisfies Record<EndField, keyof DoctorWords>;

export function EndPanel({ state, session, words, now }: CaseProps) {
  const [draft, setDraft] = useState(emptyEnd);
  const [tried, setTried] = useState(false);
  const { view, summary, note } = state;
  if (!view) return null;
  const ours = summary?.outcome.urgency ?? view.urgency;
  const chosen = draft.disposition ?? ours;
  const comparison = comparisonOf(chosen, ours);
  const mistakes = tried ? endMistakes(draft, { ours, now: now() }).map((name) => ({ name, text: words[mistakeWords[name]] })) : [];
  const mistake = (name: EndField): string | undefined => mistakes.find((each) => each.name === name)?.text;
  return (
    <PanelForm
      title={words.endTitle}
      words={words}
      submit={words.end}
      busy={state.busy === 'move'}
      onCancel={() => session.show('none')}
      onSubmit={() => {
        setTried(true);
        if (endMistakes(draft, { ours, now: now() }).length === 0) void session.move(endMoveOf(draft, { ours, epoch: view.epoch }));
      }}
    >
      <MistakeList mistakes={mistakes} title={words.endMissing} />
      <fieldset class="cs-question">
        <legend>{words.disposition}</legend>
        <div class="cs-choices">
          {urgencies.map((urgency) => (
            <label class="cs-choice" key={urgency}>
              <input type="radio" name="dc-disposition" checked={chosen === urgency} onChange={() => setDraft({ ...draft, disposition: urgency })} />
              <span>
                {words.dispositions[urgency]} {urgency === ours && <span class="cs-quiet">({words.sameAsOurs})</span>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {comparison !== 'same' && (
        <>
          <p class={comparison === 'lower' ? 'cs-trouble' : ''} role="status">
            <strong>{comparisonWords(comparison, words)}</strong> {words.differs}
          </p>
          <TextField
            name="reason"
            label={words.reason}
            value={draft.reason}
            mistake={mistake('reason')}
            rows={2}
            longest={2000}
            onInput={(reason) => setDraft({ ...draft, reason })}
          />
        </>
      )}
      <TextField
        name="advice"
        label={filled(words.adviceFor, { language: words.languages[view.patient.language] })}
        hint={words.adviceHint}
        value={draft.advice}
        mistake={mistake('advice')}
        rows={5}
        longest={8000}
        language={view.patient.language}
        onInput={(advice) => setDraft({ ...draft, advice })}
      />
      <div class="cs-field">
        <label for="cs-followUp">{words.followUp}</label>
        <p class="cs-hint" id="cs-followUp-hint">
          {words.followUpHint}
        </p>
        <Mistake name="followUp" text={mistake('followUp')} />
        <input
          id="cs-followUp"
          type="datetime-local"
          aria-describedby="cs-followUp-hint"
          aria-invalid={mistake('followUp') !== undefined}
          value={draft.followUp}
          onInput={(event) => setDraft({ ...draft, followUp: event.currentTarget.value })}
        />
      </div>
      {note && !noteStates[note.kind].safe && <p role="status">{words.noteUnsaved}</p>}
    </PanelForm>
  );
}
