import { afterEach, describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from './event-stream.ts';
import { createLive, type Contact, type Live } from './live.ts';

function parsed(...pieces: string[]): ServerEvent[] {
  const found: ServerEvent[] = [];
  const feed = createEventParser((event) => found.push(event));
  for (const piece of pieces) feed(piece);
  return found;
}

describe('events out of a stream', () => {
  it('an event cut anywhere is the same event', () => {
    const text = 'id: 7\nevent: changed\ndata: {"a":1}\n\n';
    for (let cut = 0; cut <= text.length; cut++) expect(parsed(text.slice(0, cut), text.slice(cut))).toEqual([{ id: '7', event: 'changed', data: '{"a":1}' }]);
  });

  it('a comment is no event, and the last id stays', () => {
    expect(parsed(': ping\n\n', 'id: 7\ndata: a\n\n', 'data: b\ndata: c\n\n')).toEqual([
      { id: '7', event: 'message', data: 'a' },
      { id: '7', event: 'message', data: 'b\nc' },
    ]);
  });
});

describe('a screen is kept true', () => {
  let live: Live | undefined;
  afterEach(() => live?.stop());

  function streamOf(): { response: Response; push: (text: string) => void; end: () => void } {
    const encoder = new TextEncoder();
    let out: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        out = controller;
      },
    });
    return {
      response: new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }),
      push: (text) => out?.enqueue(encoder.encode(text)),
      end: () => out?.close(),
    };
  }
  const until = async (true_: () => boolean): Promise<void> => {
    for (let tries = 0; !true_() && tries < 400; tries++) await new Promise((done) => setTimeout(done, 5));
    expect(true_()).toBe(true);
  };

  it('by an event within a moment, and the id it had is asked for after the stream broke', async () => {
    const first = streamOf();
    const second = streamOf();
    const asked: (string | undefined)[] = [];
    let fetched = 0;
    const streams = [first, second];
    live = createLive({
      refresh: async () => void fetched++,
      openStream: async (lastId) => {
        asked.push(lastId);
        return streams.shift()?.response ?? new Response(null, { status: 503 });
      },
      changed: () => undefined,
      wait: (ms, signal) =>
        new Promise((done) => {
          setTimeout(done, ms > 1000 ? 60_000 : 5).unref();
          signal.addEventListener('abort', () => done());
        }),
    });
    await until(() => asked.length === 1 && fetched > 0);
    const before = fetched;
    first.push('id: 41\nevent: changed\ndata: {}\n\n');
    await until(() => fetched > before);
    first.end();
    await until(() => asked.length === 2);
    expect(asked).toEqual([undefined, '41']);
  });

  it('where events cannot come, it is fetched all the same; where nothing answers, the person is told since when', async () => {
    let clock = 1_000;
    let answers = true;
    let fetched = 0;
    const seen: Contact[] = [];
    live = createLive({
      refresh: async () => {
        fetched++;
        if (!answers) throw new Error('no network');
      },
      openStream: async () => new Response(null, { status: 404 }),
      changed: (contact) => seen.push(contact),
      now: () => clock,
      wait: (ms) =>
        new Promise((done) => {
          clock += ms > 1000 ? 2_000 : 0;
          setTimeout(done, 5);
        }),
    });
    await until(() => fetched > 3);
    expect(live.contact()).toEqual({ kind: 'polling' });
    answers = false;
    await until(() => live?.contact().kind === 'lost');
    answers = true;
    await until(() => live?.contact().kind === 'polling');
    expect(seen.map((contact) => contact.kind)).toEqual(['lost', 'polling']);
  });
});
