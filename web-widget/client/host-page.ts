/** The frame's side of its host page: it answers only the window that holds it, and only from an origin that the site names. */
import type { FromFrame } from '../../src/contract/host-messages.ts';

export type HostPage = { readonly close: () => void };

/** Answers the loader, then tells it how high the content is. By itself (not in a frame) it does nothing. */
export function meetHostPage(embedders: readonly string[], content: Element = document.body): HostPage {
  let host: string | undefined;
  const tell = (message: FromFrame): void => {
    if (host !== undefined) parent.postMessage(message, host);
  };
  if (parent === window) return { close: () => {} };
  let told = 0;
  const measure = (): void => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell({ relais: 1, kind: 'height', height });
  };
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || !(event.origin === location.origin || embedders.includes(event.origin)) || !isHello(event.data)) return;
    host = event.origin;
    told = 0;
    tell({ relais: 1, kind: 'ready' });
    measure();
  });
  new ResizeObserver(measure).observe(content);
  return { close: () => tell({ relais: 1, kind: 'close' }) };
}

function isHello(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'relais' in data && data.relais === 1 && 'kind' in data && data.kind === 'hello';
}
