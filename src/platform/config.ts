/** Settings: strings from the environment -> a checked, frozen configuration. Nobody reads the environment later. */
import { z } from 'zod';
import { isSiteOrigin } from '../shared/origin.ts';

export class ConfigError extends Error {
  constructor(name: string, reason: string, mend: string) {
    super(`${name}: ${reason}. ${mend}`);
    this.name = 'ConfigError';
  }
}

type Setting = { readonly name: string; readonly what: string; readonly fallback?: string; readonly secret?: boolean; readonly mend: string; readonly read: z.ZodType };

const url = (schemes: readonly string[]): z.ZodType<string | undefined> =>
  z.union([z.undefined(), z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), 'is not such an address')]);

const commaList = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

function isSocketAddress(value: string): boolean {
  return URL.canParse(value) && ['ws:', 'wss:'].includes(new URL(value).protocol);
}

/** The table that the configuration and its documentation are made from. */
export const settings = {
  host: { name: 'HOST', what: 'address to listen on', fallback: '127.0.0.1', mend: 'Give an IP address or host name.', read: z.string().min(1) },
  port: {
    name: 'PORT',
    what: 'port to listen on; 0 chooses a free one',
    fallback: '8787',
    mend: 'Give a number from 0 to 65535.',
    read: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535),
  },
  dataDir: { name: 'DATA_DIR', what: 'folder of the embedded database and keys', fallback: './data', mend: 'Give a folder that this user may write.', read: z.string().min(1) },
  databaseUrl: {
    name: 'DATABASE_URL',
    what: 'PostgreSQL 15 or later; embedded when not given',
    secret: true,
    mend: 'Write it like postgres://user:password@host:5432/relais.',
    read: url(['postgres:', 'postgresql:']),
  },
  redisUrl: {
    name: 'REDIS_URL',
    what: 'Redis 7 or later; counted in this process when not given',
    secret: true,
    mend: 'Write it like redis://host:6379.',
    read: url(['redis:', 'rediss:']),
  },
  anthropicApiKey: {
    name: 'ANTHROPIC_API_KEY',
    what: 'turns on the language model beside the lexicon; off when not given',
    secret: true,
    mend: 'Give the key, or leave it out.',
    read: z
      .string()
      .regex(/^\S{10,}$/)
      .optional(),
  },
  anthropicModel: {
    name: 'ANTHROPIC_MODEL',
    what: 'which Claude model reads free text',
    fallback: 'claude-haiku-4-5',
    mend: 'Give a model name.',
    read: z.string().regex(/^[a-z0-9.-]+$/),
  },
  anthropicUrl: {
    name: 'ANTHROPIC_BASE_URL',
    what: 'another address of the same interface (a regional endpoint)',
    mend: 'Write it like https://host.',
    read: url(['http:', 'https:']),
  },
  livekitUrl: {
    name: 'LIVEKIT_URL',
    what: 'LiveKit servers, separated by commas, the preferred one first; without it a `livekit-server` of this machine, else the two browsers are joined directly',
    mend: 'Write it like wss://a.hospital.example,wss://b.hospital.example.',
    read: z.union([z.undefined(), commaList.refine((list) => list.length > 0 && list.every(isSocketAddress), 'is not a list of such addresses')]),
  },
  livekitApiKey: {
    name: 'LIVEKIT_API_KEY',
    what: 'key of each LiveKit server, in the same order; one for all is enough where they share it',
    mend: 'Give the key of the server (`keys:` in its configuration).',
    read: commaList.optional(),
  },
  livekitApiSecret: {
    name: 'LIVEKIT_API_SECRET',
    what: 'secret of each LiveKit server, in the same order',
    secret: true,
    mend: 'Give the secret of the server (`keys:` in its configuration).',
    read: commaList.optional(),
  },
  livekitLocal: {
    name: 'LIVEKIT_LOCAL',
    what: 'without `LIVEKIT_URL`, run the `livekit-server` of this machine where there is one, on loopback',
    fallback: 'yes',
    mend: 'Write yes or no.',
    read: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  },
  iceServers: {
    name: 'ICE_SERVERS',
    what: 'STUN and TURN servers of your own, separated by commas; no other is ever asked. Not needed on one machine',
    fallback: '',
    mend: 'Write them like stun:turn.hospital.example:3478,turns:turn.hospital.example:443?transport=tcp.',
    read: commaList.refine(
      (list) => list.every((item) => /^(?:stuns?:[\w.-]+(?::\d{1,5})?|turns?:[\w.-]+(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?)$/.test(item)),
      'is not a list of such addresses',
    ),
  },
  turnSecret: {
    name: 'TURN_SECRET',
    what: 'secret shared with the TURN servers (coturn: static-auth-secret), from which passwords of an hour are made',
    secret: true,
    mend: 'Give the static-auth-secret of the TURN server.',
    read: z
      .string()
      .regex(/^\S{16,}$/)
      .optional(),
  },
  keyEncryptionKey: {
    name: 'RELAIS_KEK',
    what: 'key of keys, as id:base64 of 32 bytes, several separated by commas (the last one wraps); made in DATA_DIR when not given and the database is embedded',
    secret: true,
    mend: 'Make one with: echo "k1:$(openssl rand -base64 32)".',
    read: z
      .string()
      .regex(/^[a-z0-9-]+:[A-Za-z0-9+/]{43}=(?:,[a-z0-9-]+:[A-Za-z0-9+/]{43}=)*$/)
      .optional(),
  },
  region: {
    name: 'RELAIS_REGION',
    what: 'where patients of the site `demo` probably are, instead of what its file says',
    mend: 'Write FR or UK.',
    read: z.enum(['FR', 'UK']).optional(),
  },
  allowedOrigins: {
    name: 'ALLOWED_ORIGINS',
    what: 'web sites that may show the site `demo`, beside those of its file, separated by commas',
    fallback: '',
    mend: 'Write them like https://hospital.example, without a path or a star (http only for localhost).',
    read: commaList.refine((list) => list.every(isSiteOrigin), 'is not a list of origins'),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    what: 'where this service is reached from outside, when a proxy changes the host',
    mend: 'Write it like https://relais.hospital.example.',
    read: url(['http:', 'https:']),
  },
  vapidContact: {
    name: 'VAPID_CONTACT',
    what: 'turns on Web Push to doctors; whom a push service may ask',
    mend: 'Write it like mailto:it@hospital.example.',
    read: z
      .string()
      .regex(/^(?:mailto:\S+@\S+|https:\/\/\S+)$/)
      .optional(),
  },
  siteWebhooks: {
    name: 'SITE_WEBHOOKS',
    what: 'where each site is told of its consultations, as site=address, separated by commas',
    fallback: '',
    mend: 'Write them like demo=https://his.hospital.example/relais.',
    read: commaList.refine(
      (list) => list.every((item) => /^[a-z0-9-]{1,40}=https?:\/\/\S+$/.test(item) && URL.canParse(item.slice(item.indexOf('=') + 1))),
      'is not a list of such addresses',
    ),
  },
  webhookSecret: {
    name: 'WEBHOOK_SECRET',
    what: 'secret that signs what sites are told',
    secret: true,
    mend: 'Make one with: openssl rand -base64 32.',
    read: z
      .string()
      .regex(/^\S{24,}$/)
      .optional(),
  },
  oidcIssuer: {
    name: 'OIDC_ISSUER',
    what: 'identity provider that staff sign in with; one-time links alone when not given',
    mend: 'Write the issuer as the provider has it.',
    read: url(['http:', 'https:']),
  },
  oidcMetadata: {
    name: 'OIDC_METADATA',
    what: 'where its metadata stands, when not at the usual place',
    mend: 'Give the address of its metadata.',
    read: url(['http:', 'https:']),
  },
  oidcName: { name: 'OIDC_NAME', what: 'its name on the sign-in screen', fallback: 'Pro Santé Connect', mend: 'Give a short name.', read: z.string().min(1).max(60) },
  oidcClientId: { name: 'OIDC_CLIENT_ID', what: 'our name at the identity provider', mend: 'Give the client id.', read: z.string().optional() },
  oidcClientSecret: { name: 'OIDC_CLIENT_SECRET', what: 'our secret at the identity provider', secret: true, mend: 'Give the client secret.', read: z.string().optional() },
  oidcScope: {
    name: 'OIDC_SCOPE',
    what: 'what is asked of it',
    fallback: 'openid',
    mend: 'Write names with blanks between them, openid among them.',
    read: z.string().regex(/(?:^|\s)openid(?:\s|$)/),
  },
  oidcAcr: { name: 'OIDC_ACR', what: 'least assurance that is asked of it', mend: 'Write it as the provider has it.', read: z.string().optional() },
  oidcPhysiciansOnly: {
    name: 'OIDC_PHYSICIANS_ONLY',
    what: 'let in physicians of the French register alone (Pro Santé Connect: codeProfession 10)',
    fallback: 'no',
    mend: 'Write yes or no.',
    read: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    what: 'take the caller address from X-Forwarded-For (only behind a proxy of your own)',
    fallback: 'no',
    mend: 'Write yes or no.',
    read: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    what: 'least level that is logged',
    fallback: 'info',
    mend: 'Write debug, info, warn or error.',
    read: z.enum(['debug', 'info', 'warn', 'error']),
  },
} as const satisfies Record<string, Setting>;

type Settings = typeof settings;
export type Config = { readonly [K in keyof Settings]: z.output<Settings[K]['read']> };

/** @throws ConfigError naming the variable, the reason and the mend; never its value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries<Setting>(settings)) {
    const raw = environment[setting.name];
    const result = setting.read.safeParse(raw === undefined || raw === '' ? setting.fallback : raw);
    if (!result.success) throw new ConfigError(setting.name, 'this setting cannot be used', setting.mend);
    config[key] = result.data;
  }
  if (config['databaseUrl'] !== undefined && config['keyEncryptionKey'] === undefined) {
    throw new ConfigError('RELAIS_KEK', 'a database of your own needs a key of keys', settings.keyEncryptionKey.mend);
  }
  if (config['oidcIssuer'] !== undefined && (config['oidcClientId'] === undefined || config['oidcClientSecret'] === undefined)) {
    throw new ConfigError('OIDC_CLIENT_ID', 'an identity provider needs our name and secret there', 'Give OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or leave OIDC_ISSUER out.');
  }
  if (Array.isArray(config['siteWebhooks']) && config['siteWebhooks'].length > 0 && config['webhookSecret'] === undefined) {
    throw new ConfigError('WEBHOOK_SECRET', 'what sites are told must be signed', settings.webhookSecret.mend);
  }
  // Every key of the table was read by the reader of its own row.
  return Object.freeze(config) as Config;
}

/** The settings as lines of a table for docs/operations.md. */
export function describeSettings(): string {
  return Object.values<Setting>(settings)
    .map((item) => `| \`${item.name}\` | ${item.what} | ${item.fallback === undefined || item.fallback === '' ? '—' : `\`${item.fallback}\``} |`)
    .join('\n');
}
