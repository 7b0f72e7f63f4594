import { describe, expect, it } from 'vitest';
import { createNoteKeeper, noteStep, type KeptAnswer, type NoteState } from './note-keeper.ts';

const kept: NoteState = { kind: 'kept', kept: { text: 'Cough for 3 days.', version: 4 }, text: 'Cough for 3 days.' };

function keeper(answers: KeptAnswer[]) {
  const sent: { text: string; onVersion: number }[] = [];
  const waiting: (() => void)[] = [];
  const note = createNoteKeeper({
    start: { text: '', version: 0 },
    keep: async (text, onVersion) => {
      sent.push({ text, onVersion });
      return answers.shift() ?? { kind: 'failed' };
    },
    changed: () => undefined,
    later: (work) => {
      waiting.push(work);
      return () => waiting.splice(waiting.indexOf(work), 1);
    },
  });
  const passTime = async (): Promise<void> => {
    for (const work of waiting.splice(0)) work();
    await new Promise((done) => setImmediate(done));
  };
  return { note, sent, passTime };
}

describe('a doctor types a note in a call', () => {
  it('and it is kept without a tap, once typing pauses', async () => {
    const { note, sent, passTime } = keeper([{ kind: 'kept', version: 1 }]);
    note.type('F');
    note.type('Fever');
    expect(note.state().kind).toBe('typed');
    await passTime();
    expect(sent).toEqual([{ text: 'Fever', onVersion: 0 }]);
    expect(note.state()).toMatchObject({ kind: 'kept', kept: { text: 'Fever', version: 1 } });
  });

  it('and what she types while it is being kept is sent next, on the new version', async () => {
    const { note, sent, passTime } = keeper([
      { kind: 'kept', version: 1 },
      { kind: 'kept', version: 2 },
    ]);
    note.type('Fever');
    const first = passTime();
    note.type('Fever 39');
    await first;
    expect(note.state().kind).toBe('typed');
    await passTime();
    expect(sent.at(-1)).toEqual({ text: 'Fever 39', onVersion: 1 });
    expect(note.state().kind).toBe('kept');
  });

  it('and the network fails: she is told, and it is sent again by itself', async () => {
    const { note, sent, passTime } = keeper([{ kind: 'failed' }, { kind: 'kept', version: 1 }]);
    note.type('Fever');
    await passTime();
    expect(note.state()).toMatchObject({ kind: 'failed', text: 'Fever' });
    await passTime();
    expect(sent).toHaveLength(2);
    expect(note.state().kind).toBe('kept');
  });

  it('and leaving the call sends what is not yet kept, and says whether it was', async () => {
    const { note } = keeper([{ kind: 'kept', version: 1 }]);
    note.type('Fever');
    expect(await note.flush()).toBe(true);
    note.type('Fever, chills');
    expect(await note.flush()).toBe(false);
    expect(note.state()).toMatchObject({ kind: 'failed', text: 'Fever, chills' });
  });
});

describe('the same note is open in two windows', () => {
  const typed = noteStep(kept, { kind: 'typed', text: 'Cough for 5 days.' });
  const theirs = { text: 'Cough for 3 days. Lungs clear.', version: 5 };

  it('what the other window kept is shown where nothing was typed here', () => {
    expect(noteStep(kept, { kind: 'other-version', theirs })).toMatchObject({ kind: 'kept', text: theirs.text });
  });

  it('where something was typed here, both are kept until the doctor chooses', () => {
    expect(noteStep(typed, { kind: 'other-version', theirs })).toEqual({ kind: 'conflict', kept: { text: 'Cough for 3 days.', version: 4 }, text: 'Cough for 5 days.', theirs });
  });

  it('"keep both" puts theirs first, then mine, on their version', () => {
    const conflict = noteStep(typed, { kind: 'other-version', theirs });
    expect(noteStep(conflict, { kind: 'chosen', which: 'both' })).toEqual({ kind: 'typed', kept: theirs, text: 'Cough for 3 days. Lungs clear.\n\nCough for 5 days.' });
  });

  it('an older version heard late changes nothing', () => {
    expect(noteStep(typed, { kind: 'other-version', theirs: { text: 'Cough', version: 3 } })).toBe(typed);
  });
});
