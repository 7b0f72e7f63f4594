/** One consultation: who it is, the summary beside the picture, text and note below, and what can be done. */
import { filled, unbroken } from '../client/wording.ts';
import { Heading, TroubleBox } from '../consultation/screen-parts.tsx';
import { MessagesPanel } from '../consultation/messages-panel.tsx';
import { CaseActions } from './case-actions.tsx';
import { CasePanels } from './case-panels.tsx';
import type { CaseProps } from './case-props.ts';
import { DoctorStage } from './doctor-stage.tsx';
import { doctorStates } from './doctor-states.ts';
import { DocumentsPanel } from './documents-panel.tsx';
import { InterpreterAsks } from './interpreter-panel.tsx';
import { NotePanel } from './note-panel.tsx';
import { SummaryPanel } from './summary-panel.tsx';

export function CaseScreen(props: CaseProps) {
  const { state, session, words, time, date, onDone } = props;
  const { view, summary } = state;
  if (!view)
    return (
      <div class="dc-card">
        <p role="status">{words.loadingCase}</p>
        <TroubleBox trouble={state.trouble} words={words} />
      </div>
    );
  if (state.gone)
    return (
      <div class="dc-card" role="status">
        <Heading>{words.gone}</Heading>
        <p>{words.goneText}</p>
        <div class="cs-actions">
          <button class="cs-button cs-primary" type="button" onClick={onDone}>
            {words.done}
          </button>
        </div>
      </div>
    );
  const rule = doctorStates[view.state];
  const other = view.presence.find((each) => each.side === 'patient')?.standing;
  return (
    <div class="dc-case">
      <header class="dc-case-head">
        <Heading>{view.patient.name}</Heading>
        <p>
          {[view.patient.age, view.patient.sex, filled(words.born, { date: date(view.patient.birthDate) }), unbroken(view.patient.phone)].join(' · ')}
          {view.patient.interpreter && <strong> · {filled(words.interpreter, { language: view.patient.interpreter })}</strong>}
        </p>
        <p class={`dc-urgency dc-urgency-${view.urgency}`}>
          <b>{view.urgencyWords}</b>
          <span>
            {words.seenBy} {view.dueAt.words}
          </span>
        </p>
        {rule.call && other && <p class={`dc-presence dc-presence-${other}`}>{filled(words.patientIs, { standing: words.presence[other] })}</p>}
        {state.contact.kind === 'lost' && (
          <p class="cs-contact-lost" role="alert">
            {words.notices['own-contact-lost']}
          </p>
        )}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: a keyboard must reach it */}
      <div class="dc-case-left" id="dc-summary" tabIndex={0} role="region" aria-label={words.summary}>
        {summary ? <SummaryPanel summary={summary} words={words} time={time} date={date} /> : <p role="status">{words.loadingCase}</p>}
      </div>
      <div class="dc-case-right">
        <TroubleBox trouble={state.trouble} words={words} />
        {rule.over && (
          <div class="dc-card" role="status">
            <strong>{words.ended}</strong> {view.because}
            <div class="cs-actions">
              <button class="cs-button cs-primary" type="button" onClick={onDone}>
                {words.done}
              </button>
            </div>
          </div>
        )}
        {rule.phone && (
          <div class="dc-card">
            <strong class="dc-phone">{filled(words.phoneNow, { name: view.patient.name, number: unbroken(view.patient.phone) })}</strong>
            {view.deadline && <p class="cs-quiet">{view.deadline.words}</p>}
          </div>
        )}
        {!rule.over && <InterpreterAsks {...props} />}
        {rule.call && <DoctorStage {...props} />}
        {!rule.over && <CaseActions state={state} session={session} words={words} />}
        <CasePanels {...props} />
        <NotePanel state={state} session={session} words={words} time={time} />
        {(rule.call || rule.phone) && (
          <MessagesPanel messages={view.messages} unsent={state.unsent} sending={state.busy === 'message'} words={words} onWrite={(text) => void session.write(text)} />
        )}
        <DocumentsPanel state={state} session={session} words={words} />
        <section class="dc-incidents">
          <h2>{words.incidents}</h2>
          {view.incidents.length === 0 ? (
            <p class="cs-quiet">{words.incidentsNone}</p>
          ) : (
            <ul>
              {view.incidents.map((incident) => (
                <li key={`${incident.at}${incident.words}`}>
                  {time(incident.at)} {incident.words}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}
