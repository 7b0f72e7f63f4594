/** Between two patients: on call or not, who waits, who else is on call, what was done, and whether the ring can be heard. */
import { useState } from 'preact/hooks';
import type { Alarm, Availability, ConsoleSnapshot } from '../../src/contract/staff.ts';
import { filled } from '../client/wording.ts';
import { Heading, TroubleBox } from '../consultation/screen-parts.tsx';
import type { ConsoleSession, ConsoleState } from './console-session.ts';
import { RingSettings, type RingPermissions } from './ring-settings.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import type { DoctorWords } from './words.ts';

const availabilities = ['on-call', 'break', 'off'] as const satisfies readonly Availability[];

type Props = {
  readonly state: ConsoleState;
  readonly session: ConsoleSession;
  readonly words: DoctorWords;
  readonly time: (at: string | number) => string;
  readonly permissions: RingPermissions;
};

export function BoardScreen({ state, session, words, time, permissions }: Props) {
  const { snapshot } = state;
  if (!snapshot) return <p role="status">{words.looking}</p>;
  return (
    <div class="dc-board">
      <section class="dc-card dc-duty" aria-labelledby="consultation-heading">
        <Heading>{state.session ? `${state.session.staff.title} ${state.session.staff.name}`.trim() : words.title}</Heading>
        <TroubleBox trouble={state.trouble} words={words} />
        {state.missed && (
          <p class="cs-trouble" role="alert">
            {words.missed}
          </p>
        )}
        <fieldset class="cs-question">
          <legend>{words.availability}</legend>
          <div class="cs-choices">
            {availabilities.map((each) => (
              <label class="cs-choice" key={each}>
                <input
                  type="radio"
                  name="availability"
                  checked={snapshot.availability === each}
                  onChange={() => {
                    void permissions.unlock();
                    void session.setAvailability(each);
                  }}
                />
                <span>{words.availabilities[each]}</span>
              </label>
            ))}
          </div>
          <p class="cs-hint" role="status">
            {words.availabilityHint[snapshot.availability]}
          </p>
        </fieldset>
        <RingSettings permissions={permissions} pushKey={state.session?.pushKey} words={words} />
      </section>
      <Waiting state={state} words={words} time={time} />
      {snapshot.inHand.length > 0 && <ToPhone calls={snapshot.inHand} session={session} words={words} />}
      {snapshot.alarms.length > 0 && <Alarms alarms={snapshot.alarms} session={session} words={words} time={time} />}
      <Recent state={state} session={session} words={words} time={time} />
      <ShortcutList words={words} />
    </div>
  );
}

function Waiting({ state, words, time }: Pick<Props, 'state' | 'words' | 'time'>) {
  const { snapshot, skew } = state;
  if (!snapshot) return null;
  const { waiting, doctorsOnCall: count } = snapshot;
  const minutes = waiting.oldestSince === undefined ? 0 : Math.max(0, Math.round((Date.now() + skew - Date.parse(waiting.oldestSince)) / 60_000));
  return (
    <section class="dc-card" aria-labelledby="dc-waiting">
      <h2 id="dc-waiting">
        {words.waitingTitle} <span class="dc-count">{waiting.total}</span>
      </h2>
      {waiting.total === 0 ? (
        <p>{words.waitingNone}</p>
      ) : (
        <ul class="dc-waiting">
          {waiting.byUrgency.map(({ urgency, words: label, count: many }) => (
            <li key={urgency} class={`dc-urgency dc-urgency-${urgency}`}>
              <b>{many}</b> <span>{label}</span>
            </li>
          ))}
        </ul>
      )}
      {waiting.oldestSince !== undefined && <p class="cs-quiet">{filled(words.waitingOldest, { time: time(waiting.oldestSince), minutes })}</p>}
      <h2>{words.onCallTitle}</h2>
      <p>{count === 0 ? words.onCallCount.none : count === 1 ? words.onCallCount.one : filled(words.onCallCount.many, { count })}</p>
    </section>
  );
}

function Recent({ state, session, words, time }: Pick<Props, 'state' | 'session' | 'words' | 'time'>) {
  const recent = state.snapshot?.recent ?? [];
  return (
    <section class="dc-card" aria-labelledby="dc-recent">
      <h2 id="dc-recent">{words.recentTitle}</h2>
      {recent.length === 0 ? (
        <p>{words.recentNone}</p>
      ) : (
        <ul class="dc-recent">
          {recent.map(({ id, name, endedAt }) => (
            <li key={id}>
              <span>
                {time(endedAt)} {name}
              </span>
              <button class="cs-link" type="button" onClick={() => session.openCase(id)} aria-label={`${words.open} ${name}`}>
                {words.open}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The alarm is gone from the list once it is taken in hand; whom to phone stays until that is done, or everyone is rung again. */
function ToPhone({ calls, session, words }: Pick<Props, 'session' | 'words'> & { readonly calls: ConsoleSnapshot['inHand'] }) {
  return (
    <section class="dc-card dc-alarms" aria-labelledby="dc-to-phone">
      <h2 id="dc-to-phone">{words.toPhoneTitle}</h2>
      <div role="status">
        <ul>
          {calls.map(({ alarmId, name, phone }) => (
            <li key={alarmId}>
              <p>
                <a class="cs-link" href={`tel:${phone.replaceAll(' ', '')}`}>
                  <strong>{filled(words.takenOver, { name, phone })}</strong>
                </a>
              </p>
              <button class="cs-button" type="button" onClick={() => void session.phoned(alarmId)}>
                {words.phoned}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Alarms({ alarms, session, words, time }: Pick<Props, 'session' | 'words' | 'time'> & { readonly alarms: readonly Alarm[] }) {
  const [open, setOpen] = useState<string>();
  const [agreed, setAgreed] = useState('');
  return (
    <section class="dc-card dc-alarms" aria-labelledby="dc-alarms">
      <h2 id="dc-alarms">{words.alarmsTitle}</h2>
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <p>
              {time(alarm.waitingSince)} · {alarm.words}
            </p>
            {alarm.contacts.length > 0 && (
              <p class="dc-contacts">
                {words.alarmContacts}{' '}
                {alarm.contacts.map(({ step, words: who, phone }) => (
                  <a class="cs-link" key={step} href={`tel:${phone.replaceAll(' ', '')}`}>
                    {who} <span>{phone}</span>
                  </a>
                ))}
              </p>
            )}
            {open === alarm.id ? (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  if (agreed.trim().length >= 3) void session.takeOver(alarm.id, agreed.trim());
                }}
              >
                <label for="dc-agreed">{words.takeOverAsk}</label>
                <input id="dc-agreed" type="text" maxLength={1000} value={agreed} onInput={(event) => setAgreed(event.currentTarget.value)} />
                <button class="cs-button cs-primary" type="submit" aria-disabled={agreed.trim().length < 3}>
                  {words.confirm}
                </button>
              </form>
            ) : (
              <button class="cs-button" type="button" onClick={() => setOpen(alarm.id)}>
                {words.takeOver}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
