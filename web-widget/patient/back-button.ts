/** The browser's back button means "the question before", not "away from here": one entry of ours is kept on top to catch it. */

export type BackButton = {
  /** Once there is something to go back to. It needs an act of the person's: browsers skip entries made without one. */
  readonly guard: () => void;
  readonly guarded: () => boolean;
  readonly stop: () => void;
};

/** @param onBack says whether there was something to go back to; else the next press leaves the page. */
export function catchBackButton(onBack: () => boolean): BackButton {
  // In a hospital's page the back button is the hospital's.
  const inFrame = parent !== window;
  let on = false;
  const guard = (): void => {
    if (inFrame || on) return;
    history.pushState('relais', '');
    on = true;
  };
  const popped = (): void => {
    if (!on) return;
    on = false;
    if (onBack()) guard();
  };
  addEventListener('popstate', popped);
  return {
    guard,
    guarded: () => on,
    stop: () => {
      on = false;
      removeEventListener('popstate', popped);
    },
  };
}
