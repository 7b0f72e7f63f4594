/** Keys for hands that stay on the keyboard: always with Alt, so that no letter of a note does anything. */
import type { DoctorWords } from './words.ts';

export type ShortcutName = keyof DoctorWords['shortcutWords'];

export const shortcuts = {
  accept: 'a',
  decline: 'r',
  summary: 's',
  note: 'n',
  write: 'w',
  mute: 'm',
  camera: 'v',
  end: 't',
  help: 'k',
} as const satisfies Record<ShortcutName, string>;

/** @param event of a key; on some keyboards Alt changes the letter, and then the key's place tells which it is. */
export function shortcutOf(event: {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly key: string;
  readonly code: string;
}): ShortcutName | undefined {
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, '').toLowerCase();
  return (Object.keys(shortcuts) as ShortcutName[]).find((name) => shortcuts[name] === letter);
}
