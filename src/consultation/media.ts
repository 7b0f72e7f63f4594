/**
 * A way into the call. Admission is checked again at every request; the way is chosen once for an epoch and changed only by a
 * new epoch: the media server, the other media server, the two browsers directly, the phone.
 */
import type { MediaGrant, MediaKind, MediaRequest, Side } from '../contract/consultation.ts';
import { admit, type Admitted, type Caller } from './caller.ts';
import type { Consultation, ConsultationTx, MediaState } from './consultation-store.ts';
import { movedOn, notNow } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { endRooms } from './rooms-end.ts';
import { isHeld, states } from './states.ts';
import { reconcileEveryMs } from './timers.ts';
import { handoverWords } from './words.ts';

/** How long a token may be used for the first time. */
export const tokenSeconds = 120;
const waitMs = 2000;
const directPath = 'direct';

export async function grantMedia(parts: ConsultationParts, caller: Caller, consultationId: string, request: MediaRequest): Promise<MediaGrant> {
  const admitted = await admit(parts, caller, consultationId);
  if (!isHeld(admitted.row.state)) throw notNow();
  const noted = await note(parts, admitted, request);
  const chosen = noted.media.kind === undefined ? await choose(parts, admitted, noted) : noted;
  return chosen === undefined ? { kind: 'wait', epoch: noted.epoch, side: admitted.side, retryMs: waitMs } : grant(parts, admitted, chosen);
}

/** Writes down what this browser can do, and what did not work. */
async function note({ store }: ConsultationParts, { row, side, subject }: Admitted, { webrtc, e2ee, failed }: MediaRequest): Promise<Consultation> {
  const noted = await store.transaction(subject, async (tx) => {
    const now = await tx.lock(row.id);
    if (!now || !isHeld(now.state)) return undefined;
    const ability = side === 'interpreter' ? {} : { [side]: { webrtc, e2ee } };
    if (failed && side !== 'interpreter' && failed.epoch === now.epoch && now.media.kind !== undefined && now.media.kind !== 'phone')
      return otherWay(tx, now, failed.why, ability, side);
    const known = side === 'interpreter' ? { webrtc, e2ee } : now.media[side];
    if (known?.webrtc === webrtc && known.e2ee === e2ee) return now;
    return tx.change(now, { media: { ...now.media, ...ability } }, { actor: side === 'patient' ? 'patient' : 'doctor', move: 'media', why: 'able' });
  });
  if (!noted) throw movedOn();
  return noted;
}

/** What failed is left out from now on; a new epoch, so that nobody stays behind in the old one. */
async function otherWay(tx: ConsultationTx, row: Consultation, why: string, ability: Partial<MediaState>, side: Side): Promise<Consultation | undefined> {
  await endRooms(tx, row);
  const failed = [...(row.media.failed ?? []), row.media.kind === 'livekit' ? (row.media.server ?? '') : directPath];
  const { patient, doctor } = row.media;
  const media: MediaState = { ...(patient ? { patient } : {}), ...(doctor ? { doctor } : {}), ...ability, failed };
  const actor = side === 'patient' ? 'patient' : 'doctor';
  if (row.state === 'accepted') return tx.change(row, { media, reconcileAt: undefined }, { actor, move: 'media', why: `failed-${why}`, newEpoch: true });
  return tx.move(row, 'reconnect', { media, deadlineAt: tx.now + states.connecting.lasts, reconcileAt: undefined }, { actor, why: `failed-${why}` });
}

/** Undefined while the other side has not come: there is nobody to be joined with. */
async function choose(parts: ConsultationParts, { subject, side }: Admitted, row: Consultation): Promise<Consultation | undefined> {
  const { patient, doctor, failed = [] } = row.media;
  if (!patient || !doctor) return undefined;
  const media = row.state === 'phone-fallback' || !patient.webrtc || !doctor.webrtc ? ({ kind: 'phone' } as const) : await bestWay(parts, failed);
  const full: MediaState = { ...row.media, ...media, ...(media.kind === 'livekit' ? { e2ee: row.interpreterId === undefined && patient.e2ee && doctor.e2ee } : {}) };
  return parts.store.transaction(subject, async (tx) => {
    const now = await tx.lock(row.id);
    if (!now || now.epoch !== row.epoch || !isHeld(now.state)) throw movedOn();
    // The other side has chosen meanwhile.
    if (now.media.kind !== undefined) return now;
    const actor = side === 'patient' ? 'patient' : 'doctor';
    const why = `${full.kind ?? 'none'}${full.e2ee === true ? '-encrypted' : ''}`;
    if (full.kind === 'phone' && now.state !== 'phone-fallback') {
      return tx.move(now, 'phone', { media: full, because: 'by-phone-video-failed', deadlineAt: tx.now + states['phone-fallback'].lasts }, { actor, why });
    }
    const changes = { media: full, reconcileAt: full.kind === 'livekit' ? tx.now + reconcileEveryMs : undefined };
    return now.state === 'accepted'
      ? tx.move(now, 'connect', { ...changes, deadlineAt: tx.now + states.connecting.lasts }, { actor, why })
      : tx.change(now, changes, { actor, move: 'media', why });
  });
}

async function bestWay({ rooms }: ConsultationParts, failed: readonly string[]): Promise<{ readonly kind: MediaKind; readonly server?: string; readonly room?: string }> {
  for (const server of rooms.servers) {
    if (!failed.includes(server) && (await rooms.answers(server))) return { kind: 'livekit', server, room: randomRoom() };
  }
  // A direct call may fail once and be tried again; then the phone.
  return failed.filter((way) => way === directPath).length < 2 ? { kind: 'direct' } : { kind: 'phone' };
}

function randomRoom(): string {
  return `c_${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36).padStart(2, '0')).join('')}`;
}

async function grant(parts: ConsultationParts, { side, subject, row: before }: Admitted, row: Consultation): Promise<MediaGrant> {
  const { media, epoch } = row;
  const words = handoverWords(row.language);
  // From browser to browser there is room for two.
  if (side === 'interpreter' && media.kind !== 'livekit') return { kind: 'phone', epoch, side, words: words.interpreterByPhone };
  if (media.kind === 'phone' || row.state === 'phone-fallback') return { kind: 'phone', epoch, side, words: words.headlines['phone-fallback'] };
  if (media.kind === 'direct') return { kind: 'direct', epoch, side, iceServers: await iceServersOf(parts), role: side === 'doctor' ? 'offerer' : 'answerer' };
  const { server, room } = media;
  if (server === undefined || room === undefined) throw notNow();
  try {
    await parts.rooms.open({ server, room, mostParticipants: row.interpreterId === undefined ? 2 : 3 });
    const identity = `${side[0] ?? 'p'}_${row.id}_${epoch}`;
    const { url, token, expiresAt } = await parts.rooms.admit({ server, room, identity, side, forSeconds: tokenSeconds });
    return { kind: 'livekit', epoch, side, url, token, expiresAt: new Date(expiresAt).toISOString(), iceServers: await iceServersOf(parts), e2ee: media.e2ee === true };
  } catch {
    // The server died since it was chosen: another way, by a new epoch.
    const moved = await parts.store.transaction(subject, async (tx) => {
      const now = await tx.lock(before.id);
      return now?.epoch === epoch ? otherWay(tx, now, 'server-away', {}, side) : now;
    });
    if (!moved) throw movedOn();
    const again = moved.media.kind === undefined ? await choose(parts, { row: moved, side, subject, caller: { side: 'staff', site: moved.site, staffId: '' } }, moved) : moved;
    return again === undefined || again.epoch === epoch
      ? { kind: 'wait', epoch: moved.epoch, side, retryMs: waitMs }
      : grant(parts, { row: again, side, subject, caller: { side: 'staff', site: moved.site, staffId: '' } }, again);
  }
}

async function iceServersOf({ iceServers }: ConsultationParts): Promise<{ urls: string[]; username?: string; credential?: string }[]> {
  return (await iceServers()).map(({ urls, ...rest }) => ({ urls: [...urls], ...rest }));
}
