/** One request to our service: JSON in, JSON out, a deadline, and a problem in the reader's words. */
export type Problem = {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly field?: string;
  readonly mend?: string;
  readonly requestId?: string;
};

/** The service answered, and said no. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super(problem.title);
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
  }
}

/** No answer at all: the network, or the service, is not there. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'Unreachable';
  }
}

export type Ask = {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  readonly put: <T>(path: string, body: unknown) => Promise<T>;
  /** A response as it is, for streams. */
  readonly open: (path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;
};

const deadline = 12_000;

export function createAsk({
  language,
  headers = () => ({}),
  fetch = (path, init) => globalThis.fetch(path, init),
}: {
  readonly language: () => string;
  /** Site, bearer: whatever says who asks. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly fetch?: (path: string, init: RequestInit) => Promise<Response>;
}): Ask {
  const common = (): Record<string, string> => ({ 'Accept-Language': language(), ...headers() });
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), deadline);
    try {
      const response = await fetch(path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: stop.signal,
        headers: { Accept: 'application/json', ...common(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw new Unreachable(error);
      });
      if (!response.ok) throw new Refused(response.status, await problemOf(response));
      // The form is our own service's, held by its tests to the contract.
      return (response.status === 204 ? undefined : await response.json()) as T;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    open: (path, more, signal) => fetch(path, { credentials: 'same-origin', cache: 'no-store', signal, headers: { Accept: 'text/event-stream', ...common(), ...more } }),
  };
}

async function problemOf(response: Response): Promise<Problem> {
  const found: unknown = await response.json().catch(() => undefined);
  return typeof found === 'object' && found !== null && 'title' in found && 'code' in found
    ? // Problem details, made in one place of the service.
      (found as Problem)
    : { code: 'internal', title: `${response.status}` };
}

/** What to tell a person of a failure: the service's own words, or none when there was no answer. */
export function problemWords(
  error: unknown,
): { readonly title: string; readonly detail: string | undefined; readonly mend: string | undefined; readonly reference: string | undefined } | undefined {
  if (!(error instanceof Refused)) return undefined;
  const { title, detail, mend, requestId } = error.problem;
  return { title, detail, mend, reference: requestId };
}
