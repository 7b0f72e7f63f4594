/** Server-sent events out of a stream of bytes, read with `fetch` so that a bearer and `Last-Event-ID` can be sent. */
export type ServerEvent = { readonly id: string | undefined; readonly event: string; readonly data: string };

/** Feeds text in any pieces, gives whole events. Comments (`: ping`) count as a sign of life and give nothing. */
export function createEventParser(found: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let id: string | undefined;
  let event = 'message';
  let data: string[] = [];
  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) found({ id, event, data: data.join('\n') });
      event = 'message';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    else if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
  };
}

/** Reads one response to its end. `heard` is called on every piece, so that silence can be noticed. */
export async function readEvents(response: Response, { found, heard }: { readonly found: (event: ServerEvent) => void; readonly heard: () => void }): Promise<void> {
  if (!response.body) return;
  const parse = createEventParser(found);
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    parse(decoder.decode(value, { stream: true }));
  }
}
