/** Identifies a device by its cookie, stored as a keyed hash; every use extends it. */
import { DAY, HOUR } from '#domain/time/duration';
import type { StoreCapabilities } from '../store/capabilities.ts';
import { readSession, renewSession, saveSession } from '../store/access/devices.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import type { FingerprintText } from './enrolments.ts';

/** ms without any use. A phone that is paged uses its session at every page. */
export const SESSION_LIFE = 90 * DAY;
/** ms between two writes of a renewal. */
const RENEW_EVERY = HOUR;
const TOKEN_BYTES = 32;

export interface DeviceSession {
  device: string;
  user: string;
}

export interface DeviceSessionDeps {
  read: Db;
  cap: StoreCapabilities;
  fingerprint: FingerprintText;
  now(): Promise<number>;
  transact<T>(work: (work: Work) => Promise<T>): Promise<T>;
}

function hashOf(fingerprint: FingerprintText, token: string): string {
  return fingerprint(`device session ${token}`);
}

/** Replaces the session of a device. @returns the value of the cookie */
export async function startSession(
  work: Work,
  fingerprint: FingerprintText,
  { device, user }: DeviceSession,
): Promise<string> {
  const token = work.ids.secret(TOKEN_BYTES);
  await saveSession(work, {
    device,
    user,
    token: hashOf(fingerprint, token),
    created_at: work.now,
    seen_at: work.now,
    expires_at: work.now + SESSION_LIFE,
  });
  return token;
}

/** `renewed`: the cookie's own expiry must be extended, too. */
export async function checkSession(
  deps: DeviceSessionDeps,
  token: string,
): Promise<(DeviceSession & { renewed: boolean }) | null> {
  const row = await readSession(deps.read, deps.cap, hashOf(deps.fingerprint, token));
  const now = await deps.now();
  if (!row || row.expires_at <= now) {
    return null;
  }
  const renewed = Math.abs(now - row.seen_at) >= RENEW_EVERY;
  if (renewed) {
    await deps.transact((work) => renewSession(work, row.device, work.now + SESSION_LIFE));
  }
  return { device: row.device, user: row.user, renewed };
}
