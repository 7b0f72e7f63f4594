/** Who the patient is, where to call back, and the agreement: what a consultation needs and no more. */
import type { RegionId } from '../../src/contract/card.ts';
import type { PatientSession, PatientState } from './patient-session.ts';
import { personMistakes } from './request-form.ts';
import { Heading, Mistake, MistakeList, TroubleBox } from './screen-parts.tsx';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function PersonScreen({
  state,
  session,
  words,
  region,
  now,
}: {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly region: RegionId;
  readonly now: Date;
}) {
  const { terms, draft, tried } = state;
  if (!terms) return null;
  const mistakes = tried ? personMistakes(draft, now).map(({ field, word }) => ({ name: field, text: words.errors[word] })) : [];
  const mistake = (name: string): string | undefined => mistakes.find((each) => each.name === name)?.text;
  const described = (name: string, hint: boolean): string | undefined => [hint && `cs-${name}-hint`, mistake(name) && `cs-${name}-error`].filter(Boolean).join(' ') || undefined;
  const asking = state.busy === 'ask';
  return (
    <form
      class="cs-screen"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void session.ask();
      }}
    >
      <Heading>{words.who}</Heading>
      <TroubleBox trouble={state.trouble} words={words} />
      <MistakeList mistakes={mistakes} title={words.errorsTitle} />
      <div class="cs-field">
        <label for="cs-name">{words.name}</label>
        <Mistake name="name" text={mistake('name')} />
        <input
          id="cs-name"
          type="text"
          autocomplete="name"
          maxLength={120}
          value={draft.name}
          aria-invalid={mistake('name') !== undefined}
          aria-describedby={described('name', false)}
          onInput={(event) => session.edit({ name: event.currentTarget.value })}
        />
      </div>
      <fieldset class="cs-question" id="cs-birthDate" aria-describedby={described('birthDate', true)}>
        <legend>{words.birthDate}</legend>
        <p class="cs-hint" id="cs-birthDate-hint">
          {words.birthHint}
        </p>
        <Mistake name="birthDate" text={mistake('birthDate')} />
        <div class="cs-date">
          <DatePart label={words.day} size={2} value={draft.day} complete="bday-day" onInput={(day) => session.edit({ day })} />
          <DatePart label={words.month} size={2} value={draft.month} complete="bday-month" onInput={(month) => session.edit({ month })} />
          <DatePart label={words.year} size={4} value={draft.year} complete="bday-year" onInput={(year) => session.edit({ year })} />
        </div>
      </fieldset>
      <div class="cs-field">
        <label for="cs-phone">{words.phone}</label>
        <p class="cs-hint" id="cs-phone-hint">
          {filled(words.phoneHint, { example: words.phoneExample[region] })}
        </p>
        <Mistake name="phone" text={mistake('phone')} />
        <input
          id="cs-phone"
          type="tel"
          autocomplete="tel"
          maxLength={24}
          value={draft.phone}
          aria-invalid={mistake('phone') !== undefined}
          aria-describedby={described('phone', true)}
          onInput={(event) => session.edit({ phone: event.currentTarget.value })}
        />
      </div>
      <fieldset class="cs-question" id="cs-agreed" aria-describedby={described('agreed', false)}>
        <legend>{words.consent}</legend>
        {terms.consent.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <Mistake name="agreed" text={mistake('agreed')} />
        <label class="cs-choice">
          <input type="checkbox" checked={draft.agreed} onChange={(event) => session.edit({ agreed: event.currentTarget.checked })} />
          <span>{words.consentTick}</span>
        </label>
        <label class="cs-choice">
          <input type="checkbox" checked={draft.earlierEncounters} onChange={(event) => session.edit({ earlierEncounters: event.currentTarget.checked })} />
          <span>
            {words.earlierTick} <span class="cs-quiet">({words.optional})</span>
          </span>
        </label>
      </fieldset>
      <div class="cs-actions">
        <button class="cs-button cs-primary" type="submit" aria-disabled={asking}>
          {asking ? words.asking : words.ask}
        </button>
        <button class="cs-button" type="button" onClick={session.toTerms}>
          {words.back}
        </button>
      </div>
    </form>
  );
}

function DatePart({
  label,
  size,
  value,
  complete,
  onInput,
}: {
  readonly label: string;
  readonly size: number;
  readonly value: string;
  readonly complete: 'bday-day' | 'bday-month' | 'bday-year';
  readonly onInput: (value: string) => void;
}) {
  return (
    <label class={`cs-date-part cs-date-${size}`}>
      <span>{label}</span>
      <input type="text" inputMode="numeric" autocomplete={complete} maxLength={size} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}
