import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPatientApi } from '../../web-widget/client/patient-api.ts';
import { createTab, type Kept, type Tab } from '../../web-widget/patient/tab.ts';
import { createTalk, type Talk } from '../../web-widget/patient/talk.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { testService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
});
afterAll(async () => database.drop());

type Network = {
  /** What becomes of the next requests: never sent, answered but lost on the way back, or an answer of the service's. */
  trouble: ('unsent' | 'lost' | number)[];
  readonly sent: { readonly path: string; readonly body: unknown }[];
};

/** A browser with its cookies, in front of the real service. */
function browser(options: { readonly cookies?: boolean; readonly tab?: Tab } = {}): {
  readonly talk: Talk;
  readonly network: Network;
  readonly tab: Tab;
  readonly jar: Map<string, string>;
} {
  const network: Network = { trouble: [], sent: [] };
  const jar = new Map<string, string>();
  const memory = new Map<string, string>();
  const storage = {
    getItem: (name: string) => memory.get(name) ?? null,
    setItem: (name: string, text: string) => void memory.set(name, text),
    removeItem: (name: string) => void memory.delete(name),
  };
  const tab = options.tab ?? createTab(() => storage);
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const next = network.trouble.shift();
    if (next === 'unsent') throw new TypeError('network');
    if (typeof next === 'number') return Response.json({ code: 'unavailable', title: 'later' }, { status: next });
    network.sent.push({ path, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await service.app.request(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { Cookie: cookie }) } });
    if (options.cookies !== false) {
      for (const set of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
        if (set.includes('Max-Age=0')) jar.delete(name);
        else jar.set(name, value);
      }
    }
    if (next === 'lost') throw new TypeError('network');
    return response;
  };
  const talk: Talk = createTalk({
    api: createPatientApi({ site: 'demo', language: () => talk.get().language, fetch }),
    tab,
    site: 'demo',
    language: 'en',
    cookies: true,
    wait: () => new Promise((done) => setTimeout(done, 1)),
  });
  return { talk, network, tab, jar };
}

const notice = '2026-11-1';
async function started(options: Parameters<typeof browser>[0] = {}): Promise<ReturnType<typeof browser>> {
  const opened = browser(options);
  await opened.talk.start(notice);
  return opened;
}
const turns = ({ sent }: Network): unknown[] => sent.filter((item) => item.path.endsWith('/turns')).map((item) => item.body);

describe('the first tap', () => {
  it('opens the encounter and accepts the notice that was read', async () => {
    const { talk } = await started();
    expect([talk.get().phase, talk.get().card?.kind, talk.get().moved]).toEqual(['talking', 'who', 1]);
  });

  it('shows the notice again where another version was read', async () => {
    const { talk } = browser();
    await talk.start('an older one');
    expect(talk.get().card?.kind).toBe('notice');
  });

  it('twice opens one encounter', async () => {
    const { talk, network } = browser();
    await Promise.all([talk.start(notice), talk.start(notice)]);
    expect(network.sent.filter((item) => item.path === '/v1/encounters')).toHaveLength(1);
  });

  it('in a browser that refuses cookies goes on with a key in memory, and says so', async () => {
    const { talk } = await started({ cookies: false });
    expect([talk.get().card?.kind, talk.get().memoryOnly, talk.get().line]).toEqual(['who', true, 'memory']);
    await talk.answer({ choice: 'me' });
    expect(talk.get().card?.kind).toBe('age');
  });
});

describe('an answer', () => {
  it('tapped twice goes out once', async () => {
    const { talk, network } = await started();
    await Promise.all([talk.answer({ choice: 'me' }), talk.answer({ choice: 'me' })]);
    expect(turns(network)).toHaveLength(2);
    expect(talk.get().card?.steps).toHaveLength(2);
  });

  it.each([
    ['that never left', ['unsent', 'unsent']],
    ['whose reply was lost', ['lost']],
    ['to a service that was restarting', [503, 502]],
    ['in a crowd', [429]],
  ] as const)('%s is sent again as the same turn, and counts once', async (_name, trouble) => {
    const { talk, network } = await started();
    network.trouble = [...trouble];
    await talk.answer({ choice: 'me' });
    const ids = new Set(turns(network).map((body) => (body as { turnId: string }).turnId));
    expect([talk.get().card?.kind, talk.get().card?.steps.length, ids.size, talk.get().line, talk.get().pending]).toEqual(['age', 2, 2, 'restored', undefined]);
  });

  it('says what is happening while it waits', async () => {
    const { talk, network } = await started();
    const lines: (string | undefined)[] = [];
    talk.subscribe(() => lines.push(talk.get().line));
    network.trouble = ['unsent', 503, 429];
    await talk.answer({ choice: 'me' });
    expect([...new Set(lines)].filter((line) => line !== undefined)).toEqual(['lost', 'busy', 'slow', 'restored']);
  });

  it('that is refused leaves the question as it is, with the reason', async () => {
    const { talk } = await started();
    await talk.answer({ choice: 'a stranger' });
    expect([talk.get().card?.kind, talk.get().problem?.field]).toEqual(['who', 'answer.choice']);
    await talk.answer({ choice: 'me' });
    expect([talk.get().card?.kind, talk.get().problem]).toEqual(['age', undefined]);
  });

  it('to a question answered in another tab shows where the conversation is', async () => {
    const { talk, tab, jar } = await started();
    const other = browser({ tab });
    for (const [name, value] of jar) other.jar.set(name, value);
    await other.talk.resume();
    await other.talk.answer({ choice: 'my-child' });
    await talk.answer({ choice: 'me' });
    expect([talk.get().card?.kind, talk.get().line, talk.get().card?.steps.at(-1)?.answer]).toEqual(['age', 'stale', 'My child']);
  });
});

describe('a reload', () => {
  const reloaded = async (before: ReturnType<typeof browser>): Promise<ReturnType<typeof browser>> => {
    const after = browser({ tab: before.tab });
    for (const [name, value] of before.jar) after.jar.set(name, value);
    await after.talk.resume();
    return after;
  };

  it('shows the same question and says so', async () => {
    const before = await started();
    await before.talk.answer({ choice: 'me' });
    const { talk } = await reloaded(before);
    expect([talk.get().card?.kind, talk.get().line, talk.get().moved]).toEqual(['age', 'resumed', 0]);
  });

  it('sends the answer that was on its way, once', async () => {
    const before = await started();
    before.network.trouble = Array.from({ length: 500 }, () => 'unsent' as const);
    void before.talk.answer({ choice: 'me' });
    await expect.poll(() => before.tab.read()?.pending).toBeDefined();
    const { talk } = await reloaded(before);
    expect([talk.get().card?.kind, talk.get().card?.steps.length]).toEqual(['age', 2]);
    before.talk.leave();
  });

  it('without the cookie says that the earlier conversation is closed', async () => {
    const before = await started();
    before.jar.clear();
    const { talk, tab } = await reloaded(before);
    expect([talk.get().phase, talk.get().line, tab.read()]).toEqual(['opening', 'ended', undefined]);
  });
});

describe('the language', () => {
  it('switched while an answer is on its way follows it', async () => {
    const { talk } = await started();
    const answered = talk.answer({ choice: 'me' });
    await talk.choose('fr');
    await answered;
    await expect.poll(() => talk.get().card?.language).toBe('fr');
    expect([talk.get().card?.kind, talk.get().language]).toEqual(['age', 'fr']);
  });

  it('switched moves no focus', async () => {
    const { talk } = await started();
    await talk.choose('fr');
    expect([talk.get().card?.language, talk.get().moved]).toEqual(['fr', 1]);
  });
});

describe('what the tab keeps', () => {
  it('is the handle, and never the key', async () => {
    const { tab, jar } = await started();
    const kept = JSON.stringify(tab.read());
    for (const value of jar.values()) expect(kept).not.toContain(value);
    expect(Object.keys(tab.read() ?? {})).toEqual(['encounterId', 'site', 'language'] satisfies (keyof Kept)[]);
  });

  it('is gone after leaving, and so are the cookies', async () => {
    const { talk, tab, jar } = await started();
    talk.leave();
    expect([talk.get().phase, tab.read()]).toEqual(['opening', undefined]);
    await expect.poll(() => jar.size).toBe(0);
  });

  it('is held in memory where storage is refused', () => {
    const tab = createTab(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    tab.write({ encounterId: 'a', site: 'demo', language: 'fr' });
    expect(tab.read()?.encounterId).toBe('a');
    tab.clear();
    expect(tab.read()).toBeUndefined();
  });
});
