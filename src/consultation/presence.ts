/** How each side of a call is, from its own heartbeats. */
import type { z } from 'zod';
import type { presenceSchema, Side } from '../contract/consultation.ts';
import type { Consultation } from './consultation-store.ts';

/** Heartbeats come every 2 s; after so long without one a side counts as lost. */
export const freshMs = 8000;

export type Presence = z.infer<typeof presenceSchema>;

/** @param seenAt and @param now by the database's clock. */
export function isFresh(seenAt: number | undefined, now: number, within: number = freshMs): boolean {
  return seenAt !== undefined && seenAt > now - within;
}

export function presenceOf(row: Consultation, now: number): Presence[] {
  const sides: readonly (readonly [Side, number | undefined, Consultation['patientMedia']])[] = [
    ['patient', row.patientSeenAt, row.patientMedia],
    ['doctor', row.doctorSeenAt, row.doctorMedia],
    ...(row.interpreterId === undefined ? [] : ([['interpreter', row.interpreterSeenAt, row.interpreterMedia]] as const)),
  ];
  return sides.map(([side, seenAt, media]) => ({
    side,
    standing: seenAt === undefined ? 'never' : media?.connection === 'closed' ? 'left' : isFresh(seenAt, now) ? 'here' : 'lost',
    ...(seenAt === undefined ? {} : { seenAt: new Date(seenAt).toISOString() }),
    ...(media ? { joined: media.connection === 'connected', audio: media.audioOut, video: media.videoOut } : {}),
  }));
}
