/** An address that has nothing of the record behind it: the emergency numbers and nothing else, and it says so. */
import type { Context, MiddlewareHandler } from 'hono';
import { RelaisError } from '../shared/errors.ts';
import type { Closed, HttpContext } from './parts.ts';

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
