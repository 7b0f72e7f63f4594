/** The site of a request, from the database, remembered for a moment: a change is seen by every instance within that time. */
import type { Site } from '../contract/site.ts';
import type { Config } from './config.ts';

export const defaultSite = 'demo';

const freshMs = 10_000;
/** How long a site stays known while the database is away, so that its pages can still read our refusals. */
const staleMs = 60 * 60_000;
const mostRemembered = 1000;

/** What was read lately: plain data, which requests may share on every runtime. Ids that belong to no site count too. */
export type SiteMemory = Map<string, { readonly site: Site | undefined; readonly at: number }>;

export type SiteDirectoryParts = {
  readonly load: (id: string) => Promise<Site | undefined>;
  readonly memory?: SiteMemory;
  /** Settings of this installation that stand over the default site's own. */
  readonly over?: Pick<Config, 'region' | 'allowedOrigins'>;
  readonly now?: () => number;
};

/** @returns what gives a site by its id. It throws only when the database is away and the site was not known lately. */
export function createSiteDirectory({ load, memory = new Map(), over, now = Date.now }: SiteDirectoryParts): (id: string) => Promise<Site | undefined> {
  const remember = (id: string, site: Site | undefined): void => {
    memory.delete(id);
    memory.set(id, { site, at: now() });
    const [oldest] = memory.keys();
    if (memory.size > mostRemembered && oldest !== undefined) memory.delete(oldest);
  };
  const read = async (id: string): Promise<Site | undefined> => {
    const known = memory.get(id);
    if (known && now() - known.at < freshMs) return known.site;
    try {
      const site = await load(id);
      remember(id, site);
      return site;
    } catch (error) {
      if (known?.site && now() - known.at < staleMs) return known.site;
      throw error;
    }
  };
  return async (id) => {
    const site = await read(id);
    return site && id === defaultSite && over ? withSettings(site, over) : site;
  };
}

function withSettings(site: Site, over: Pick<Config, 'region' | 'allowedOrigins'>): Site {
  return { ...site, region: over.region ?? site.region, allowedOrigins: [...new Set([...site.allowedOrigins, ...over.allowedOrigins])] };
}
