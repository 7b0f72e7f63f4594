import { shortcuts, type ShortcutName } from './shortcuts.ts';
import type { DoctorWords } from './words.ts';

export function ShortcutList({ words }: { readonly words: DoctorWords }) {
  return (
    <details class="cs-more dc-shortcuts" id="dc-shortcuts">
      <summary>{words.shortcuts}</summary>
      <dl>
        {(Object.keys(shortcuts) as ShortcutName[]).map((name) => (
          <div key={name}>
            <dt>
              <kbd>Alt</kbd> <kbd>{shortcuts[name].toUpperCase()}</kbd>
            </dt>
            <dd>{words.shortcutWords[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
