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
