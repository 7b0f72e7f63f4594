/** The patient's calls, typed by the contract. */
import type { Card } from '../../src/contract/card.ts';
import type { CodePurpose, ShortCodeView } from '../../src/contract/carry.ts';
import type { PlacesRequest, PlacesView } from '../../src/contract/places.ts';
import type { OpenRequest, Turn } from '../../src/contract/turn.ts';
import { createAsk, type Ask } from './ask.ts';

export type Shown = { readonly encounterId: string; readonly card: Card };

export type PatientApi = {
  /** `bearer`: where cookies are refused, the key to the encounter comes in the reply and is held in memory. */
  readonly open: (request: OpenRequest, options: { readonly bearer: boolean }) => Promise<Shown>;
  readonly show: (encounterId: string) => Promise<Shown>;
  readonly take: (encounterId: string, turn: Turn) => Promise<Shown>;
  readonly places: (encounterId: string, request: PlacesRequest) => Promise<PlacesView>;
  readonly code: (encounterId: string, purpose: CodePurpose) => Promise<ShortCodeView>;
  /** The summary as a PDF. */
  readonly paper: (encounterId: string, language: string) => Promise<Blob>;
  /** Goes on here with what was begun on another device, which is out from then on. */
  readonly move: (code: string, options: { readonly bearer: boolean }) => Promise<Shown>;
  /** This browser gives up its key. Sent even while the page is going away. */
  readonly leave: (encounterId: string) => void;
  /** For parts of the page that make calls of their own. */
  readonly ask: Ask;
  readonly headers: () => Readonly<Record<string, string>>;
};

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export function createPatientApi({
  site,
  language,
  fetch = (path, init) => globalThis.fetch(path, init),
}: {
  readonly site: string;
  readonly language: () => string;
  readonly fetch?: Fetch;
}): PatientApi {
  let capability: string | undefined;
  let encounter: string | undefined;
  // The encounter is named so that two tabs, each with its own, use each its own key.
  const headers = (): Record<string, string> => ({
    'X-Relais-Site': site,
    ...(encounter === undefined ? {} : { 'X-Relais-Encounter': encounter }),
    ...(capability === undefined ? {} : { Authorization: `Bearer ${capability}` }),
  });
  const ask = createAsk({ language, headers, fetch });
  const bearerAsk = createAsk({ language, headers: () => ({ 'X-Relais-Site': site, 'X-Relais-Session': 'bearer' }), fetch });
  const begin = async (path: string, body: unknown, bearer: boolean): Promise<Shown> => {
    encounter = undefined;
    capability = undefined;
    const opened = await (bearer ? bearerAsk : ask).post<Shown & { readonly capability?: string }>(path, body);
    ({ capability } = opened);
    encounter = opened.encounterId;
    return opened;
  };
  return {
    open: (request, { bearer }) => begin('/v1/encounters', request, bearer),
    move: (code, { bearer }) => begin('/v1/codes/device', { code }, bearer),
    code: (encounterId, purpose) => ask.post(`/v1/encounters/${encounterId}/codes`, { purpose }),
    paper: async (encounterId, to) => {
      const response = await fetch(`/v1/encounters/${encounterId}/summary.pdf?language=${to}`, { credentials: 'same-origin', cache: 'no-store', headers: headers() });
      if (!response.ok) throw new Error(`the paper was refused with ${response.status}`);
      return response.blob();
    },
    show: async (encounterId) => {
      encounter = encounterId;
      return ask.get(`/v1/encounters/${encounterId}`);
    },
    take: (encounterId, turn) => ask.post(`/v1/encounters/${encounterId}/turns`, turn),
    places: (encounterId, request) => ask.post(`/v1/encounters/${encounterId}/places`, request),
    leave: (encounterId) => {
      const init: RequestInit = { method: 'POST', keepalive: true, credentials: 'same-origin', headers: { ...headers(), 'Content-Type': 'application/json' }, body: '{}' };
      // Nobody is there to be told: the page is going away.
      void fetch(`/v1/encounters/${encounterId}/leave`, init).catch(() => undefined);
      capability = undefined;
      encounter = undefined;
    },
    ask,
    headers,
  };
}
