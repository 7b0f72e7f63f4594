/**
 * From a hospital's frame to a page of our own, where a doctor is seen: no camera through somebody else's page, no button under somebody
 * else's picture. The encounter goes along by a code for one use behind the `#`, which no server ever sees.
 */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from './icons.tsx';
import type { Talk, TalkState } from './talk.ts';
import type { PatientWords } from './words.ts';

const lookMs = 2000;

/** From a tap: the window is asked for at once, while the browser still allows it, and led on when there is a code. */
export async function toOwnPage(talk: Talk): Promise<void> {
  const opened = window.open('', '_blank');
  try {
    const link = await talk.cross();
    opened?.location.replace(new URL(link, location.href));
  } catch {
    opened?.close();
    // Without a code the doctor is seen here, rather than not at all.
    talk.consult(true);
  }
}

/** The code that this page was opened with; it leaves the address at once. */
export function arrivingCode(): string | undefined {
  const code = /^#doctor=([A-Za-z0-9-]{4,20})$/.exec(location.hash)?.[1];
  if (code !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

export function OwnPage({
  talk,
  crossing: { link, taken },
  words,
}: {
  readonly talk: Talk;
  readonly crossing: NonNullable<TalkState['crossing']>;
  readonly words: PatientWords;
}): JSX.Element {
  useEffect(() => {
    if (taken) return;
    const timer = setInterval(() => void talk.refresh(), lookMs);
    return () => clearInterval(timer);
  }, [talk, taken]);
  const own = words.ownPage;
  return (
    <section class="card" aria-labelledby="ask">
      <h1 id="ask" tabIndex={-1}>
        <Icon name="doctor" /> {own.title}
      </h1>
      <p role="status">{taken ? own.taken : own.opening}</p>
      {!taken && (
        <>
          <a class="primary big" href={link} target="_blank" rel="noopener">
            {own.link}
          </a>
          <button type="button" class="secondary" onClick={() => talk.consult(true)}>
            {own.stay}
          </button>
        </>
      )}
    </section>
  );
}
