/** The desk's page works without this: it fills in the code of a scanned link, and prints. */
import './paper.css';

const field = document.querySelector('#code');
const code = /^#code=([0-9A-Za-z-]{4,20})$/.exec(location.hash)?.[1];
if (field instanceof HTMLInputElement) {
  if (code !== undefined) {
    field.value = code;
    // The code stays in no history and in no address bar.
    history.replaceState(undefined, '', location.pathname + location.search);
  }
  field.focus();
}
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
