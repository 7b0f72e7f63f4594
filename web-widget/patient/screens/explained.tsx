/** "Why do you ask?" and "I don't understand": the plainer words and the reason, under each thing that is asked. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PatientWords } from '../words.ts';

export type Help = { readonly plain: boolean; readonly why: boolean };
type Asked = { readonly plain?: string; readonly why: string };

export function useHelp(): readonly [Help, (change: Partial<Help>) => void] {
  const [help, setHelp] = useState<Help>({ plain: false, why: false });
  return [help, (change) => setHelp({ ...help, ...change })];
}

export function HelpButtons({
  words,
  help,
  onHelp,
  plain = true,
}: {
  readonly words: PatientWords;
  readonly help: Help;
  readonly onHelp: (change: Partial<Help>) => void;
  readonly plain?: boolean;
}): JSX.Element {
  return (
    <p class="help-buttons">
      {plain && (
        <button type="button" class="link" aria-expanded={help.plain} onClick={() => onHelp({ plain: !help.plain })}>
          {words.plain}
        </button>
      )}
      <button type="button" class="link" aria-expanded={help.why} onClick={() => onHelp({ why: !help.why })}>
        {words.why}
      </button>
    </p>
  );
}

export function Explained({ asked, help, words }: { readonly asked: Asked; readonly help: Help; readonly words: PatientWords }): JSX.Element | null {
  const plain = help.plain && asked.plain ? asked.plain : undefined;
  if (!plain && !help.why) return null;
  return (
    <div class="explained">
      {plain && <p>{plain}</p>}
      {help.why && (
        <p>
          <strong>{words.because}</strong> {asked.why}
        </p>
      )}
    </div>
  );
}
