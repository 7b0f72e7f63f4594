/** What the HTTP front door is given by the platform. */
import type { Card, Notice, RegionId } from '../contract/card.ts';
import type { Site } from '../contract/site.ts';
import type { Carry } from '../conversation/carry.ts';
import type { Consultations } from '../consultation/consultations.ts';
import type { PaperPrinter } from '../consultation/documents.ts';
import type { InterpreterSessions } from '../consultation/interpreter-sessions.ts';
import type { StaffSessions } from '../consultation/staff-sessions.ts';
import type { Wakes } from '../consultation/wakes.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Places } from '../conversation/places.ts';
import type { Ephemeral } from '../shared/ephemeral.ts';
import type { Language, Words } from '../shared/language.ts';
import type { BuiltPages } from './built-pages.ts';
import type { Metrics } from './metrics.ts';
import type { SummaryPaper } from './summary-paper.ts';

export type { Site };

/** One line a request, and the few events worth one: ids only. */
export type HttpLog = (event: HttpEvent) => void;
export type HttpEvent =
  | { readonly event: 'request'; readonly requestId: string; readonly route: string; readonly method: string; readonly status: number; readonly ms: number }
  | { readonly event: 'unexpected'; readonly requestId: string; readonly route: string; readonly error: string };

export type Readiness = { readonly database: boolean; readonly rules: boolean };

/** The code flow of an identity provider. */
export type OidcSignIn = {
  readonly name: string;
  readonly begin: (redirectUri: string) => Promise<{ readonly url: string; readonly attempt: { readonly state: string; readonly nonce: string; readonly verifier: string } }>;
  readonly finish: (
    callback: URL,
    redirectUri: string,
    attempt: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ) => Promise<{ readonly issuer: string; readonly subject: string } | undefined>;
};

/** An address without a record behind it. */
export type Closed = {
  /** One sentence for whoever meets it. */
  readonly reason: Words;
  /** Where the whole service is. */
  readonly home?: string;
};

export type HttpParts = {
  readonly conversation: Conversation;
  readonly carry: Carry;
  readonly summaryPaper: SummaryPaper;
  readonly places: Places;
  readonly consultations: Consultations;
  readonly consultationPaper: PaperPrinter;
  readonly staff: StaffSessions;
  readonly interpreters: InterpreterSessions;
  readonly wakes: Pick<Wakes, 'listen'>;
  /** The identity provider that staff sign in with, where one is configured. */
  readonly oidc?: OidcSignIn;
  /** Where this service is reached from outside, when that cannot be told from the request. */
  readonly publicUrl?: string;
  /** A notice of a media server, as it came. False when it is from none of ours. */
  readonly takeNotice: (request: { readonly body: string; readonly authorization: string | undefined }) => Promise<boolean>;
  /** The public key of Web Push, where it is configured. */
  readonly pushKey?: string;
  /** Undefined for an id that belongs to no site. */
  readonly siteFor: (id: string) => Promise<Site | undefined>;
  readonly ephemeral: Ephemeral;
  readonly metrics: Metrics;
  readonly log: HttpLog;
  readonly ready: () => Promise<Readiness>;
  readonly emergencyBox: (language: Language, region: RegionId) => Card['emergency'];
  /** What a person accepts before an encounter is opened. */
  readonly notice: (language: Language, region: RegionId) => Notice;
  /** The caller's address as this runtime knows it; only counted, never kept. */
  readonly clientAddress: (request: Request, environment: unknown) => string;
  /** Files of the API reference page, by name. */
  readonly asset: (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The built front ends. */
  readonly pages: BuiltPages;
  /** Where calls go besides ourselves: the media servers, as origins. */
  readonly mediaOrigins?: readonly string[];
  /** Set where there is no record to work with: the numbers and the pages that need nothing else are all that is served. */
  readonly closed?: Closed;
  readonly version: string;
  readonly newId?: () => string;
};

export type HttpContext = { Variables: { requestId: string; language: Language; capability: string | undefined; viaCookie: boolean }; Bindings: Record<string, unknown> };
