/** Reads values of OnCall's tables, which SQLite, MySQL, PostgreSQL and dumps of them write in different ways. */
import type { DatabaseRow } from '../../../pager.ts';
import { jsonOrNull } from '../../../snapshot/json.ts';

export function textIn(row: DatabaseRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
}

export function numberIn(row: DatabaseRow, column: string): number | null {
  const value = row[column];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** SQLite and MySQL have 0 and 1. */
export function isSet(row: DatabaseRow, column: string): boolean {
  const value = row[column];
  return value === true || value === 1 || value === '1' || value === 't';
}

/** A list or object, which SQLite holds as text. */
export function jsonIn(row: DatabaseRow, column: string): unknown {
  const value = row[column];
  return typeof value === 'string' ? jsonOrNull(value) : (value ?? null);
}

export function listIn(row: DatabaseRow, column: string): unknown[] {
  const value = jsonIn(row, column);
  return Array.isArray(value) ? value : [];
}

/** `2026-10-05T08:00:00`: as written, without an offset, which all of these columns have as UTC. */
export function wallIn(row: DatabaseRow, column: string): string | null {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(textIn(row, column) ?? '') ?? [];
  return day === undefined ? null : `${day}T${clock}`;
}

export function instantIn(row: DatabaseRow, column: string): string | null {
  const wall = wallIn(row, column);
  return wall === null ? null : `${wall}Z`;
}

const SECONDS = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;
type UnitName = keyof typeof SECONDS;
const ISO_UNITS: Readonly<Record<string, UnitName>> = { W: 'week', D: 'day', H: 'hour', M: 'minute', S: 'second' };

/**
 * Seconds. A number is in microseconds; texts are those of PostgreSQL (`7 days`, `1 day 02:00:00`) or ISO 8601
 * (`P7DT02H00M00S`).
 */
export function secondsIn(row: DatabaseRow, column: string): number | null {
  const value = row[column];
  const text = typeof value === 'string' ? value.trim() : '';
  if (typeof value === 'number' || /^\d+$/.test(text)) {
    return Number(value) / 1_000_000;
  }
  return text.startsWith('P') ? isoSeconds(text) : textSeconds(text);
}

function isoSeconds(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)];
  return parts.length === 0
    ? null
    : parts.reduce((sum, [, amount, unit = 'S']) => sum + Number(amount) * SECONDS[ISO_UNITS[unit] ?? 'second'], 0);
}

function textSeconds(text: string): number | null {
  const [, , days, hours, minutes, seconds] =
    /^((\d+) days?,?\s*)?(?:(\d+):(\d{2}):(\d{2})(?:\.\d+)?)?$/.exec(text) ?? [];
  return days === undefined && hours === undefined
    ? null
    : Number(days ?? 0) * SECONDS.day + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** Rows by their inner id, or by another column. */
export function byId(rows: readonly DatabaseRow[], column = 'id'): Map<string, DatabaseRow> {
  return new Map(rows.map((row) => [textIn(row, column) ?? '', row]));
}
