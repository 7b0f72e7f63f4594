/** What a browser itself counts of the calls on a page: pictures that were decoded, sound that was heard. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export type Figures = { readonly frames: number; readonly energy: number; readonly iceServers: readonly unknown[] };

type Lines = { readonly lines: readonly RTCPeerConnection[] };

/** Before the page loads: every connection that it makes is kept, so that its figures can be read. */
export async function keepLines(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const lines: RTCPeerConnection[] = [];
    const Native = globalThis.RTCPeerConnection;
    Object.assign(globalThis, {
      lines,
      RTCPeerConnection: class extends Native {
        constructor(config?: RTCConfiguration) {
          super(config);
          lines.push(this);
        }
      },
    });
  });
}

export function figuresOf(page: Page): Promise<Figures> {
  return page.evaluate(async () => {
    let frames = 0;
    let energy = 0;
    const { lines } = globalThis as unknown as Lines; // put there before the page was loaded
    for (const line of lines) {
      if (line.connectionState === 'closed') continue;
      for (const report of (await line.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        frames += report.framesDecoded ?? 0;
        energy += report.totalAudioEnergy ?? 0;
      }
    }
    return { frames, energy, iceServers: lines.flatMap((line) => line.getConfiguration().iceServers ?? []) };
  });
}

/**
 * Until on every page the other's picture moves and the other's voice sounds, from now on. Gives how long that took.
 * @throws with what `explain` says when it takes longer than `within`.
 */
export async function seeAndHearEachOther(
  pages: readonly Page[],
  { within = 40_000, explain }: { readonly within?: number; readonly explain: () => Promise<unknown> },
): Promise<number> {
  const begun = Date.now();
  const moves = async (page: Page): Promise<boolean> => {
    const before = await figuresOf(page);
    await wait(1000);
    const after = await figuresOf(page);
    return after.frames > before.frames && after.energy > before.energy;
  };
  for (;;) {
    const all = await Promise.all(pages.map(moves));
    if (all.every(Boolean)) return Date.now() - begun;
    if (Date.now() - begun > within) throw new Error(`not within ${within} ms: ${JSON.stringify(await explain())}`);
  }
}

/** Before the page loads: the moment is marked at which its first way into a call through LiveKit comes. */
export async function markToken(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ask = globalThis.fetch.bind(globalThis);
    globalThis.fetch = async (...asked) => {
      const response = await ask(...asked);
      if (typeof asked[0] === 'string' && asked[0].endsWith('/media') && performance.getEntriesByName('token').length === 0) {
        const grant: unknown = await response.clone().json();
        if (typeof grant === 'object' && grant !== null && 'token' in grant) performance.mark('token');
      }
      return response;
    };
  });
}

/**
 * On a page that marks its token and keeps its lines: milliseconds from there until the other's first picture was decoded.
 * @throws when none has come within 40 s.
 */
export async function firstPictureAfterToken(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const until = performance.now() + 40_000;
    const { lines } = globalThis as unknown as Lines; // put there before the page was loaded
    const seen = async (): Promise<boolean> => {
      for (const line of lines)
        if (line.connectionState !== 'closed')
          for (const report of (await line.getStats()).values()) if (report.type === 'inbound-rtp' && report.kind === 'video' && (report.framesDecoded ?? 0) > 0) return true;
      return false;
    };
    while (!(await seen())) {
      if (performance.now() > until) throw new Error('no picture within 40 s');
      await new Promise((done) => setTimeout(done, 10));
    }
    return performance.now() - (performance.getEntriesByName('token')[0]?.startTime ?? Number.NaN);
  });
}
