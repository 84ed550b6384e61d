/** Connects a device to a person by a link that works once, for ten minutes, and is stored only as a keyed hash. */
import { MINUTE } from '#domain/time/duration';
import { hasEnrolment, readEnrolment, saveEnrolment, takeEnrolment } from '../store/access/devices.ts';
import type { StoreCapabilities } from '../store/capabilities.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';

export const ENROLMENT_LIFE = 10 * MINUTE;
/** ms between two links of one person. */
const ENROLMENT_EVERY = 2_000;

/** 80 bits: too many to guess in ten minutes, few enough to type. */
const CODE_BYTES = 10;
/** Crockford's alphabet: no two characters look alike. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type FingerprintText = (plain: string) => string;

/** `7K3Q-…`: four groups of four. */
export async function startEnrolment(
  work: Work,
  fingerprint: FingerprintText,
  user: string,
): Promise<{ code: string; expiresAt: number } | null> {
  const last = await readEnrolment(work, user);
  // A clock that was set back must not make anybody wait.
  if (last && last.made_at <= work.now && last.made_at + ENROLMENT_EVERY > work.now) {
    return null;
  }
  const code = codeOf(Buffer.from(work.ids.secret(CODE_BYTES), 'base64url'));
  const expiresAt = work.now + ENROLMENT_LIFE;
  await saveEnrolment(work, { user, code: hashOf(fingerprint, code), made_at: work.now, expires_at: expiresAt });
  return { code, expiresAt };
}

/** Whether `finishEnrolment` would accept the code at `now` (epoch ms). */
export function isEnrolment(
  { read, cap, now }: { read: Db; cap: StoreCapabilities; now: number },
  fingerprint: FingerprintText,
  typed: string,
): Promise<boolean> {
  return hasEnrolment(read, cap, hashOf(fingerprint, typed), now);
}

/** @returns the owner of the device; null: the code was used, replaced or expired */
export function finishEnrolment(work: Work, fingerprint: FingerprintText, typed: string): Promise<string | null> {
  return takeEnrolment(work, hashOf(fingerprint, typed));
}

function hashOf(fingerprint: FingerprintText, typed: string): string {
  return fingerprint(`enrolment ${asWritten(typed)}`);
}

/** Accepts what people type: small letters, spaces, O for 0. */
function asWritten(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function codeOf(bytes: Buffer): string {
  const value = BigInt(`0x${bytes.toString('hex')}`);
  const digits = Array.from({ length: (CODE_BYTES * 8) / 5 }, (_, index) =>
    DIGITS.charAt(Number((value >> BigInt(index * 5)) & 31n)),
  ).join('');
  return (digits.match(/.{4}/g) ?? []).join('-');
}
