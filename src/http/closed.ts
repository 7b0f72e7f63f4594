/** An address that has nothing of the record behind it: the emergency numbers and nothing else, and it says so. */
import type { Context, MiddlewareHandler } from 'hono';
import { RelaisError } from '../shared/errors.ts';
import type { Words } from '../shared/language.ts';
import type { HttpContext } from './parts.ts';

export type Closed = {
  /** One sentence for whoever meets it. */
  readonly reason: Words;
  /** Where the whole service is. */
  readonly home?: string;
};

/** What answers without a record. All else is refused, also what is written tomorrow. */
const stillOpen = /^\/(?:v1\/emergency|healthz|readyz|metrics|openapi\.json|docs(?:\/[^/]+)?|demo|embed\.js|assets\/[^/]+|(?:p|frame)\/[^/]+)?$/;

/** @throws RelaisError unavailable on everything that would need a record. */
export function refuseIfClosed(closed: Closed): MiddlewareHandler<HttpContext> {
  return async (c: Context<HttpContext>, next) => {
    if (!stillOpen.test(c.req.path)) {
      throw new RelaisError('unavailable', closed.reason, closed.home === undefined ? {} : { mend: { en: `call ${closed.home}`, fr: `appelez ${closed.home}` } });
    }
    await next();
  };
}
