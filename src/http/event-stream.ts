/** Server-sent events over a numbered list of changes: `Last-Event-ID` goes on where the last connection ended. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { HttpContext } from './parts.ts';

type Numbered = { readonly seq: number; readonly type: string };
type Page = { readonly seq: number; readonly events: readonly Numbered[]; readonly more: boolean };

/** Said when nothing happened for so long: proxies keep the connection, and the client knows that it lives. */
const quietMs = 15_000;
/** Looked at all the same after so long: a wake-up that was lost costs no more than this. */
const lookMs = 5000;

export function eventStream(
  c: Context<HttpContext>,
  { changes, listen }: { readonly changes: (after: number) => Promise<Page>; readonly listen: (wake: () => void) => () => void },
): Response {
  const last = Number(c.req.header('Last-Event-ID') ?? c.req.query('after') ?? 0);
  c.header('Cache-Control', 'no-store, no-transform');
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let after = Number.isSafeInteger(last) && last > 0 ? last : 0;
    let woken = true;
    let rouse = (): void => {};
    const stop = listen(() => {
      woken = true;
      rouse();
    });
    stream.onAbort(() => rouse());
    let quiet = 0;
    try {
      while (!stream.aborted && !stream.closed) {
        woken = false;
        // Who is no longer admitted gets no further: the stream ends, and asking again says why.
        const page = await changes(after).catch(() => undefined);
        if (!page) return;
        for (const event of page.events) await stream.writeSSE({ id: String(event.seq), event: event.type, data: JSON.stringify(event) });
        after = Math.max(after, page.seq);
        quiet = page.events.length > 0 ? 0 : quiet;
        if (page.more || woken) continue;
        await new Promise<void>((done) => {
          const timer = setTimeout(done, lookMs);
          rouse = () => {
            clearTimeout(timer);
            done();
          };
          // It may have come just before we began to wait.
          if (woken || stream.aborted) rouse();
        });
        quiet += woken ? 0 : lookMs;
        if (quiet >= quietMs) {
          await stream.write(': still here\n\n');
          quiet = 0;
        }
      }
    } finally {
      stop();
    }
  });
}
