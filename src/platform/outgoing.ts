/** What leaves this installation, and how staff come in from outside: by the settings. */
import { createECDH } from 'node:crypto';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createOidcClient, type OidcClient } from '../adapters/oidc/oidc-client.ts';
import { createWebPush } from '../adapters/push/web-push.ts';
import { createSiteWebhooks } from '../adapters/webhooks/site-webhooks.ts';
import type { Senders } from '../consultation/deliver.ts';
import type { Config } from './config.ts';

export type Outgoing = { readonly senders: Senders; readonly pushKey: string | undefined };

/** @param secret 32 bytes that stay: the key of Web Push is made from them, so that subscriptions outlive a restart. */
export function outgoingFor(config: Pick<Config, 'vapidContact' | 'siteWebhooks' | 'webhookSecret'>, secret: Uint8Array): Outgoing {
  const addresses = new Map(config.siteWebhooks.map((item) => [item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)] as const));
  const keys = config.vapidContact === undefined ? undefined : { ...vapidKeys(secret), contact: config.vapidContact };
  return {
    senders: { push: keys && createWebPush(keys), webhook: createSiteWebhooks({ addresses, secret: config.webhookSecret }) },
    pushKey: keys?.publicKey,
  };
}

export function vapidKeys(secret: Uint8Array): { readonly publicKey: string; readonly privateKey: string } {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(hkdf(sha256, secret, undefined, new TextEncoder().encode('relais web push'), 32)));
  return { publicKey: curve.getPublicKey('base64url'), privateKey: curve.getPrivateKey('base64url').padStart(43, 'A') };
}

export function oidcFor(config: Config): OidcClient | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return createOidcClient({
    name: config.oidcName,
    issuer,
    metadataUrl: config.oidcMetadata,
    clientId,
    clientSecret,
    scope: config.oidcScope,
    acr: config.oidcAcr,
    physiciansOnly: config.oidcPhysiciansOnly,
  });
}
