/**
 * Stands in the page itself, before its application has come over a slow line: a tap on the opening card is seen, remembered and said,
 * and the application does it. Leaving needs no application. It keeps nothing and sends nothing.
 */
const root = document.documentElement;
const patience = 10_000;

function say(text: string | undefined): void {
  const line = document.querySelector('.line');
  if (root.dataset['early'] === 'over' || !line || text === undefined) return;
  line.className = 'line';
  const words = line.querySelector('p');
  if (words) words.textContent = text;
}

document.addEventListener('click', (event) => {
  const tapped = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-early]') : null;
  if (!tapped || root.dataset['early'] === 'over') return;
  if (tapped.dataset['early'] === 'leave') {
    document.body.replaceChildren();
    location.replace('/left');
    return;
  }
  root.dataset['early'] = tapped.dataset['early'];
  if (tapped.dataset['waiting'] !== undefined) tapped.textContent = tapped.dataset['waiting'];
  setTimeout(() => say(document.body.dataset['slow']), patience);
});
// The application itself did not come.
addEventListener(
  'error',
  (event) => {
    if (event.target instanceof HTMLScriptElement) say(document.body.dataset['slow']);
  },
  true,
);
