import { expect, it } from 'vitest';
import type { Site } from '../contract/site.ts';
import { demoSite } from '../../test/support/sites.ts';
import { createSiteDirectory } from './site-directory.ts';

function directory(load: (id: string) => Promise<Site | undefined>) {
  let time = 0;
  let asked = 0;
  const siteFor = createSiteDirectory({
    now: () => time,
    load: async (id) => {
      asked += 1;
      return load(id);
    },
  });
  return { siteFor, pass: (ms: number) => (time += ms), asked: () => asked };
}

it('asks the database once for many requests, and sees a change within ten seconds', async () => {
  let kept = demoSite;
  const { siteFor, pass, asked } = directory(async () => kept);
  await siteFor('demo');
  kept = { ...demoSite, region: 'UK' };
  expect([(await siteFor('demo'))?.region, asked()]).toEqual(['FR', 1]);
  pass(10_000);
  expect((await siteFor('demo'))?.region).toBe('UK');
});

it('knows a site of a moment ago while the database is away, and not for ever', async () => {
  let away = false;
  const { siteFor, pass } = directory(async () => {
    if (away) throw new Error('away');
    return demoSite;
  });
  await siteFor('demo');
  away = true;
  pass(60_000);
  expect((await siteFor('demo'))?.id).toBe('demo');
  pass(60 * 60_000);
  await expect(siteFor('demo')).rejects.toThrow('away');
});

it('does not ask again and again for an id that is no site', async () => {
  const { siteFor, asked } = directory(async () => undefined);
  expect([await siteFor('nowhere'), await siteFor('nowhere'), asked()]).toEqual([undefined, undefined, 1]);
});

it('lays the settings of the installation over the default site only', async () => {
  const siteFor = createSiteDirectory({ load: async (id) => ({ ...demoSite, id }), over: { region: 'UK', allowedOrigins: ['https://more.example'] } });
  const [demo, other] = [await siteFor('demo'), await siteFor('other')];
  expect([demo?.region, demo?.allowedOrigins, other?.region]).toEqual(['UK', ['https://hospital.example', 'https://more.example'], 'FR']);
});
