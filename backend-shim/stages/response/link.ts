/**
 * Signs and reads the link to the responder page. It names the person and the incident and nothing that could be looked
 * up; it is short because it travels in SMS. The caller, who knows the incident, decides how long it is valid: until
 * 24 h after the resolution.
 *
 * Token, base64url: form (1 byte) · incident · login (UTF-8) · MAC (16 bytes).
 * Form 0: the incident is an ULID, 16 bytes. Form n > 0: the incident is n bytes of UTF-8.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface ResponderLink {
  incident: string;
  login: string;
}

/** 128 of the 256 bits; RFC 2104 §5 allows truncation to half. */
const MAC_BYTES = 16;
const ULID_BYTES = 16;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const ULID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Longer than any valid token. A longer one is refused before its MAC is computed. */
const LONGEST = 1024;

/** 26 digits of 5 bits are 128 bits with two zeros before them. */
function packUlid(id: string): Buffer {
  const bytes = Buffer.alloc(ULID_BYTES);
  let [bits, held, at] = [0, -2, 0];
  for (const digit of id) {
    bits = (bits << 5) | ULID_DIGITS.indexOf(digit);
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held;
      bits &= (1 << held) - 1;
    }
  }
  return bytes;
}

function unpackUlid(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let id = '';
  for (let i = 0; i < 26; i += 1) {
    id = ULID_DIGITS.charAt(Number(value % 32n)) + id;
    value /= 32n;
  }
  return id;
}

/** Links of a login's first holder are signed without a counter, so that links of older releases stay valid. */
function mac(key: KeyObject, payload: Buffer, holdersBefore: number): Buffer {
  const whole = createHmac('sha256', key).update('vigie-responder-link').update(payload);
  return (holdersBefore === 0 ? whole : whole.update(`\0${holdersBefore}`)).digest().subarray(0, MAC_BYTES);
}

function encodeIncident(incident: string): Buffer {
  if (ULID.test(incident)) {
    return Buffer.concat([Buffer.of(0), packUlid(incident)]);
  }
  const text = Buffer.from(incident, 'utf8');
  if (text.length === 0 || text.length > 255) {
    throw new Error('an incident id has 1 to 255 bytes');
  }
  return Buffer.concat([Buffer.of(text.length), text]);
}

/**
 * Imports a key. Import it once, since importing raw bytes for every link is slow.
 * @param bytes at least 32, random, used for nothing else
 */
export function linkKey(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes);
}

/** @param holdersBefore number of earlier holders of the login; the link ends when its holder does */
export function makeLink(key: KeyObject, incident: string, login: string, holdersBefore = 0): string {
  const payload = Buffer.concat([encodeIncident(incident), Buffer.from(login, 'utf8')]);
  return Buffer.concat([payload, mac(key, payload, holdersBefore)]).toString('base64url');
}

function decode(payload: Buffer): ResponderLink | null {
  const form = payload[0] ?? 0;
  const end = 1 + (form === 0 ? ULID_BYTES : form);
  const login = payload.subarray(end).toString('utf8');
  if (payload.length <= end || login === '') {
    return null;
  }
  const id = payload.subarray(1, end);
  return { incident: form === 0 ? unpackUlid(id) : id.toString('utf8'), login };
}

/** @returns null unless `makeLink` made the token with one of these keys for the login's present holder */
export function readLink(
  keys: readonly KeyObject[],
  token: string,
  holdersBefore: (login: string) => number = () => 0,
): ResponderLink | null {
  if (token.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(token)) {
    return null;
  }
  const bytes = Buffer.from(token, 'base64url');
  // The last base64url character has unused bits, so only the canonical spelling is accepted.
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== token) {
    return null;
  }
  const payload = bytes.subarray(0, -MAC_BYTES);
  const link = decode(payload);
  const before = link === null ? 0 : holdersBefore(link.login);
  return keys.some((key) => timingSafeEqual(bytes.subarray(-MAC_BYTES), mac(key, payload, before))) ? link : null;
}

export interface ResponderUrls {
  page: string;
  acknowledge: string;
  resolve: string;
}

/** @param publicUrl `VIGIE_PUBLIC_URL` */
export function responderUrls(publicUrl: string, token: string): ResponderUrls {
  const page = `${publicUrl.replace(/\/+$/, '')}/r/${token}`;
  return { page, acknowledge: `${page}/acknowledge`, resolve: `${page}/resolve` };
}

const SWAP = 'swap:';

/** What a link to a swap names in the place of an incident. */
export function swapSubject(swap: string): string {
  return `${SWAP}${swap}`;
}

/** @returns the swap that the link leads to; null: it leads to an incident */
export function swapOfLink({ incident }: ResponderLink): string | null {
  return incident.startsWith(SWAP) ? incident.slice(SWAP.length) : null;
}

const BUNDLE = 'bundle:';

/**
 * What a link to a message about several incidents names in the place of an incident.
 * @param carrier the delivery that carried the others
 */
export function bundleSubject(carrier: string): string {
  return `${BUNDLE}${carrier}`;
}

/** @returns the delivery that carried the others; null: the link leads elsewhere */
export function bundleOfLink({ incident }: ResponderLink): string | null {
  return incident.startsWith(BUNDLE) ? incident.slice(BUNDLE.length) : null;
}

export interface SwapUrls {
  take: string;
  decline: string;
}

/** @param publicUrl `VIGIE_PUBLIC_URL` */
export function swapUrls(publicUrl: string, token: string): SwapUrls {
  const page = `${publicUrl.replace(/\/+$/, '')}/r/${token}`;
  return { take: `${page}/take`, decline: `${page}/decline` };
}
