/**
 * Leaving at once, for someone whose screen must not be seen. The page is empty before anything else happens; this tab
 * forgets; the history entry becomes the other site's. A browser's own list of visited addresses is out of any page's reach.
 */

const neutral = { FR: 'https://meteofrance.com/', UK: 'https://www.bbc.co.uk/weather' } as const;
/** An address of ours that leads on to the neutral site: what "forward" would find. */
export const leftPath = '/left';

type Leaving = {
  readonly region: keyof typeof neutral;
  /** Forgets the conversation, here and in the cookie. */
  readonly forget: () => void;
  /** The entry that the back button is caught with stands on top. */
  readonly guarded: boolean;
};

export function leaveNow({ region, forget, guarded }: Leaving): void {
  document.title = '';
  document.body.replaceChildren();
  forget();
  const go = (): void => {
    try {
      // In a frame the whole page goes, not the frame alone. A tap allows it, from any origin.
      (window.top ?? window).location.replace(neutral[region]);
    } catch {
      location.replace(neutral[region]);
    }
  };
  if (!guarded) return go();
  history.replaceState(null, '', leftPath);
  addEventListener('popstate', go, { once: true });
  history.back();
  // A browser that does not go back still goes away.
  setTimeout(go, 250);
}

/** Escape three times within this time. */
const within = 1500;

export function onEscapeThrice(leave: () => void): () => void {
  let pressed: number[] = [];
  const heard = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < within), now];
    if (pressed.length >= 3) leave();
  };
  addEventListener('keydown', heard);
  return () => removeEventListener('keydown', heard);
}
