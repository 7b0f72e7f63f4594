/** The smallest page with a call: one side, its state and its switches, for a browser that a test drives. */
import { createAsk } from '../../../web-widget/client/ask.ts';
import { createCallApi } from '../../../web-widget/client/consultation-api.ts';
import { createCallMedia } from '../../../web-widget/media/call.ts';

const side = new URLSearchParams(location.search).get('side') ?? '';
const media = createCallMedia(createCallApi(createAsk({ language: () => 'en', headers: () => ({ 'X-Side': side }) }), 'call'), side);
media.showRemote(document.querySelector<HTMLVideoElement>('#remote'));
media.showOwn(document.querySelector<HTMLVideoElement>('#own'));
media.subscribe(() => {
  const seen = document.querySelector('#state');
  if (seen) seen.textContent = JSON.stringify(media.state());
});
Object.assign(globalThis, { media });
