/** Notices as a LiveKit server sends them: JSON, and a token over its digest, signed here by hand and not by the library that checks it. */
import { createHash, createHmac } from 'node:crypto';

export type SignedNotice = { readonly body: string; readonly authorization: string };
type Claims = { readonly iss: string; readonly nbf: number; readonly exp: number; readonly sha256: string };
export type Forgery = {
  readonly secret?: string;
  readonly claims?: Partial<Claims>;
  readonly without?: keyof Claims;
  readonly header?: Readonly<Record<string, string>>;
};

export const mediaKeys = { url: 'ws://127.0.0.1:7', apiKey: 'relais-key', apiSecret: 's'.repeat(43) };

export function noticeOf(event: { readonly id: string; readonly event: string; readonly room: string; readonly identity?: string }): string {
  const { id, room, identity } = event;
  return JSON.stringify({
    event: event.event,
    room: { sid: 'RM_x', name: room },
    ...(identity === undefined ? {} : { participant: { sid: 'PA_x', identity } }),
    id,
    createdAt: '1800000000',
  });
}

export function signed(body: string, { secret = mediaKeys.apiSecret, claims = {}, without, header = { alg: 'HS256' } }: Forgery = {}): SignedNotice {
  const now = Math.floor(Date.now() / 1000);
  const all: Claims = { iss: mediaKeys.apiKey, nbf: now, exp: now + 300, sha256: createHash('sha256').update(body).digest('base64'), ...claims };
  const parts = [header, Object.fromEntries(Object.entries(all).filter(([name]) => name !== without))].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = header['alg'] === 'none' ? '' : createHmac('sha256', secret).update(parts.join('.')).digest('base64url');
  return { body, authorization: [...parts, signature].join('.') };
}
