/** What the doctor may do now: only what the service allows in this state. */
import type { DoctorMoveName, DoctorView } from '../../src/contract/staff.ts';
import type { CasePanel, CaseSession, CaseState } from './case-session.ts';
import type { DoctorWords } from './words.ts';

/** Where only two can be joined the button says how else it is done. */
function interpreterByPhone({ interpreter, presence }: DoctorView): boolean {
  return interpreter.way === 'phone' && interpreter.guest === undefined && presence.length > 0;
}

type Action = {
  readonly move: DoctorMoveName;
  readonly panel: CasePanel | undefined;
  readonly word: 'interpreterInvite' | 'end' | 'notSuitable' | 'byPhone' | 'phoneFailed' | 'reconnect' | 'handBack';
};

/** In the order of the screen. Without a panel it is done at once. */
const actions = [
  { move: 'end', panel: 'end', word: 'end' },
  { move: 'not-suitable', panel: 'not-suitable', word: 'notSuitable' },
  { move: 'phone', panel: 'phone', word: 'byPhone' },
  { move: 'phone-failed', panel: undefined, word: 'phoneFailed' },
  { move: 'invite-interpreter', panel: 'interpreter', word: 'interpreterInvite' },
  { move: 'reconnect', panel: undefined, word: 'reconnect' },
  { move: 'hand-back', panel: 'hand-back', word: 'handBack' },
] as const satisfies readonly Action[];

export function CaseActions({ state, session, words }: { readonly state: CaseState; readonly session: CaseSession; readonly words: DoctorWords }) {
  const { view } = state;
  if (!view) return null;
  return (
    <div class="cs-actions dc-actions" role="group" aria-label={words.actions}>
      {actions
        .filter(({ move }) => view.moves.includes(move) || (move === 'invite-interpreter' && interpreterByPhone(view)))
        .map((action) => (
          <button
            class={`cs-button ${action.move === 'end' ? 'cs-primary' : ''}`}
            type="button"
            key={action.move}
            aria-expanded={action.panel === undefined ? undefined : state.panel === action.panel}
            aria-disabled={state.busy === 'move'}
            onClick={() => {
              if (action.panel !== undefined) session.show(state.panel === action.panel ? 'none' : action.panel);
              else void session.move({ move: action.move, epoch: view.epoch });
            }}
          >
            {words[action.word]}
          </button>
        ))}
    </div>
  );
}
