/** The pages that people open, and the files they are made of. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { PageData } from '../../contract/page.ts';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import { isLanguage, type Language } from '../../shared/language.ts';
import { accentFor } from '../accent.ts';
import { hashOf, pageHeaders } from '../page-security.ts';
import { awayPage } from '../pages/away-page.ts';
import { demoPage } from '../pages/demo-page.ts';
import { doctorPage, interpreterPage } from '../pages/doctor-page.ts';
import { openingWords } from '../pages/opening-words.ts';
import { leftPage, nothingHerePage, patientPage } from '../pages/patient-page.ts';
import type { HttpContext, HttpParts, Site } from '../parts.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};
const hashed = /^[A-Za-z0-9._-]+-[A-Z0-9]{8}\.(?:js|css|svg|png|woff2)$/;
const forEver = 'public, max-age=31536000, immutable';
const briefly = 'public, max-age=300';
const defaultSite = 'demo';

export function addPageRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  const emergency = (site: Site | undefined): PageData['emergency'] => {
    const region = site?.region ?? 'FR';
    return { fr: parts.emergencyBox('fr', region), en: parts.emergencyBox('en', region) };
  };
  const aboutSite = ({ region, name, texts }: Site): Pick<PageData, 'notice' | 'name' | 'operator' | 'welcome'> => ({
    notice: { fr: parts.notice('fr', region), en: parts.notice('en', region) },
    name,
    operator: texts.operator,
    ...(texts.welcome ? { welcome: texts.welcome } : {}),
  });
  const calls = { talksTo: parts.mediaOrigins ?? [] };
  const page = async (c: Context<HttpContext>, id: string, mode: PageData['mode']): Promise<Response> => {
    const manifest = await parts.pages.manifest();
    const language = languageFor(c);
    const { closed } = parts;
    const away = { language, emergency: emergency(undefined), styles: manifest.patient.styles };
    if (closed) return c.html(awayPage({ ...away, ...closed }), 200, pageHeaders());
    let site: Site | undefined;
    try {
      site = await parts.siteFor(id);
    } catch {
      // The database is away, and this site was not known lately: the numbers need neither.
      return c.html(awayPage(away), 503, pageHeaders());
    }
    if (!site) return c.html(nothingHerePage({ language, emergency: emergency(undefined) }, manifest.patient.styles), 404, pageHeaders());
    // The host page may say its own colour; it is made readable like the site's.
    const accent = accentFor(c.req.query('colour')) ?? { light: site.colours.accent, dark: site.colours.accentOnDark };
    const data: PageData = {
      mode,
      site: site.id,
      region: site.region,
      language,
      emergency: emergency(site),
      opening: openingWords,
      ...aboutSite(site),
      embedders: mode === 'frame' ? [...site.allowedOrigins] : [],
    };
    const colours = `body{--site-on-light:${accent.light};--site-on-dark:${accent.dark}}`;
    const { inline } = manifest.patient;
    const hashes = inline && { styleHashes: [inline.styleHash, await hashOf(colours)], scriptHashes: [inline.scriptHash] };
    const pictures = site.map ? { pictures: [new URL(site.map.tiles).origin] } : {};
    return c.html(
      patientPage(data, manifest, colours),
      200,
      pageHeaders({ ...calls, ...hashes, ...pictures, ...(mode === 'frame' ? { heldBy: ["'self'", ...site.allowedOrigins] } : {}) }),
    );
  };

  // On a slow line a page of 10 kB is a quarter of a second; files are packed by the build already.
  for (const path of ['/', '/p/*', '/frame/*', '/demo', '/doctor', '/interpreter', '/desk/*']) app.use(path, compress());
  app.get('/', (c) => page(c, defaultSite, 'page'));
  app.get('/p/:site', (c) => page(c, c.req.param('site'), 'page'));
  // What "forward" finds after someone has left in a hurry: nothing of ours.
  app.get('/left', (c) => c.html(leftPage(c.get('language')), 200, pageHeaders()));
  app.get('/frame/:site', (c) => page(c, c.req.param('site'), 'frame'));
  app.get('/demo', async (c) => c.html(demoPage(c.req.query('lang') === 'en' ? 'en' : 'fr', await parts.pages.manifest()), 200, pageHeaders({ holds: ["'self'"] })));
  app.get('/doctor', async (c) => c.html(doctorPage(languageFor(c), await parts.pages.manifest()), 200, pageHeaders(calls)));

  app.get('/interpreter', async (c) => c.html(interpreterPage(languageFor(c), await parts.pages.manifest()), 200, pageHeaders(calls)));

  const file = async (c: Context<HttpContext>, path: string, cache: string, more: Record<string, string> = {}): Promise<Response> => {
    const type = types[path.slice(path.lastIndexOf('.') + 1)];
    const found = type === undefined ? undefined : await parts.pages.file(path, c.req.header('Accept-Encoding') ?? '');
    if (!found || type === undefined) throw new RelaisError('not-found', nothingHere);
    return c.body(found.body, 200, {
      'Content-Type': type,
      'Cache-Control': cache,
      Vary: 'Accept-Encoding',
      ...(found.encoding ? { 'Content-Encoding': found.encoding } : {}),
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ...more,
    });
  };
  // The loader's address stands in other people's pages: it keeps its name, and is asked again after a while.
  app.use('/embed.js', etag());
  app.get('/embed.js', (c) => file(c, 'embed.js', briefly));
  // Its reach is the whole site, so it stands at the root; a browser looks for a newer one by itself.
  app.get('/sw.js', (c) => file(c, 'sw.js', 'no-cache', { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" }));
  // Rings a doctor's device while the console is closed; it talks to nobody.
  app.get('/ring.js', (c) => file(c, 'ring.js', 'no-cache', { 'Content-Security-Policy': "default-src 'none'" }));
  app.get('/assets/:name', (c) => {
    const name = c.req.param('name');
    return file(c, hashed.test(name) ? `assets/${name}` : 'none', forEver);
  });
}

/** Chosen in the address by a switch or by the host page; else the browser's. */
export function languageFor(c: Context<HttpContext>): Language {
  const asked = c.req.query('lang');
  return isLanguage(asked) ? asked : c.get('language');
}
