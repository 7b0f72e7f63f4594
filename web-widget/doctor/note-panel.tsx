/** The note, which keeps itself; whether it is kept is always in sight. */
import { filled } from '../client/wording.ts';
import type { CaseSession, CaseState } from './case-session.ts';
import { longestNote } from './note-keeper.ts';
import type { DoctorWords } from './words.ts';

export function NotePanel({
  state,
  session,
  words,
  time,
}: {
  readonly state: CaseState;
  readonly session: CaseSession;
  readonly words: DoctorWords;
  readonly time: (at: string) => string;
}) {
  const { note, view } = state;
  if (!note) return null;
  const savedAt = view?.note.savedAt;
  return (
    <section class="dc-note" aria-labelledby="dc-note-title">
      <h2 id="dc-note-title">
        {words.note}{' '}
        <span class={`dc-kept dc-kept-${note.kind}`} role="status">
          {note.kind === 'kept' && savedAt !== undefined ? filled(words.noteKeptAt, { time: time(savedAt) }) : words.noteStates[note.kind]}
        </span>
      </h2>
      <label class="cs-sr" for="dc-note">
        {words.noteLabel}
      </label>
      <textarea id="dc-note" rows={8} maxLength={longestNote} value={note.text} aria-keyshortcuts="Alt+N" onInput={(event) => session.type(event.currentTarget.value)} />
      {note.text.length >= longestNote && <p class="cs-mistake">{filled(words.tooLong, { count: longestNote })}</p>}
      {note.kind === 'failed' && note.reason && <p class="cs-mistake">{note.reason}</p>}
      {note.kind === 'conflict' && (
        <div class="cs-trouble" role="alert">
          <p>{words.noteConflict}</p>
          <h3>{words.noteTheirs}</h3>
          <pre class="dc-other-note">{note.theirs.text}</pre>
          <div class="cs-actions">
            <button class="cs-button" type="button" onClick={() => session.choose('both')}>
              {words.keepBoth}
            </button>
            <button class="cs-button" type="button" onClick={() => session.choose('mine')}>
              {words.keepMine}
            </button>
            <button class="cs-button" type="button" onClick={() => session.choose('theirs')}>
              {words.keepTheirs}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
