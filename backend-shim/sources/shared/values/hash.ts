/** Hashes values that have no fingerprint of their own. */
import { createHash } from 'node:crypto';

/** Deeper values do not distinguish alerts and would exhaust the stack. */
const MAX_DEPTH = 32;

/** SHA-256 as 64 hex digits. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 32 hex digits, equal for equal values whatever the order of their fields. */
export function stableHash(value: unknown): string {
  return digest(canonical(value, 0)).slice(0, 32);
}

function canonical(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'null';
  }
  if (depth >= MAX_DEPTH) {
    return '"…"';
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  }
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item, depth + 1)}`).join(',')}}`;
}
