/**
 * Makes text safe to store and show: PostgreSQL refuses NUL, indexes refuse long keys (about 2,700 bytes), and an SMS
 * or a mail subject has no line breaks. A payload must never be the reason why an alert cannot be stored.
 */
import { digest } from './hash.ts';

export const LIMITS = {
  key: 512,
  title: 1_000,
  description: 16_384,
  note: 8_192,
  labelName: 256,
  labelValue: 4_096,
  labels: 500,
} as const;

const CONTROLS = /[\u0000-\u001f\u007f\u2028\u2029]+/g;

/** Well-formed text without NUL of at most `max` UTF-16 units, with `…` where it was cut. Null if blank. */
export function prose(value: string | null, max: number): string | null {
  if (value === null) {
    return null;
  }
  const unified = value.includes('\r') ? value.replaceAll('\r\n', '\n') : value;
  return storable(unified, max).trim() || null;
}

/** Makes one line of a text; null if it is blank. */
export function title(value: string | null): string | null {
  return value === null ? null : storable(value.replace(CONTROLS, ' '), LIMITS.title).trim() || null;
}

/** Removes only what cannot be stored, since matchers compare label values exactly, and cuts the text at `max`. */
export function storable(value: string, max: number): string {
  let text = value.includes('\0') ? value.replaceAll('\0', '') : value;
  if (text.length > max) {
    text = `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  }
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** A fingerprint or group key that fits an index; a longer one keeps its beginning and ends with a hash. */
export function key(value: string): string {
  const text = storable(value, Number.MAX_SAFE_INTEGER);
  return text.length <= LIMITS.key ? text : `${text.slice(0, LIMITS.key - 65).toWellFormed()}#${digest(text)}`;
}
