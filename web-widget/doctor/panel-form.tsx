import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Mistake } from '../consultation/screen-parts.tsx';
import type { DoctorWords } from './words.ts';

/** A small form under the buttons: it takes the focus, Escape closes it, and the focus goes back to where it was. */
export function PanelForm({
  title,
  words,
  busy,
  submit,
  onSubmit,
  onCancel,
  children,
}: {
  readonly title: string;
  readonly words: DoctorWords;
  readonly busy: boolean;
  readonly submit?: string;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onCancel();
    };
    form.current?.addEventListener('keydown', pressed);
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <form
      class="dc-panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
      ref={form}
    >
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
      <div class="cs-actions">
        <button class="cs-button cs-primary" type="submit" aria-disabled={busy}>
          {submit ?? words.confirm}
        </button>
        <button class="cs-button" type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

export function TextField({
  name,
  label,
  hint,
  value,
  mistake,
  rows = 1,
  longest,
  language,
  onInput,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly mistake?: string | undefined;
  readonly rows?: number;
  readonly longest: number;
  /** The language it is to be written in. */
  readonly language?: string;
  readonly onInput: (value: string) => void;
}) {
  const id = `cs-${name}`;
  const common = {
    id,
    maxLength: longest,
    value,
    lang: language,
    'aria-invalid': mistake !== undefined,
    'aria-describedby': [hint && `${id}-hint`, mistake && `${id}-error`].filter(Boolean).join(' ') || undefined,
  };
  return (
    <div class="cs-field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="cs-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Mistake name={name} text={mistake} />
      {rows > 1 ? (
        <textarea {...common} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input type="text" {...common} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </div>
  );
}
