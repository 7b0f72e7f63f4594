/** The browser of this machine, and the two sizes that every screen is looked at in. */
import { chromium, type Browser } from 'playwright-core';
import { browserProgram } from './servers.ts';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(browserProgram === undefined ? {} : { executablePath: browserProgram }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

export const phone = { width: 360, height: 740 } as const;
export const desktop = { width: 1280, height: 800 } as const;
