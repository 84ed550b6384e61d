/**
 * Turns rows of `config` into objects. An unreadable row is out of service and reported; it affects no other row. A row
 * is parsed once for as long as its text stays the same.
 */
import { formatPath, parsePath } from '#contract/base/problem';
import { parse } from '#contract/base/schema';
import type { Unreadable } from '#contract/unreadable';
import { atOnce, mapChunked } from '#domain/stretches';
import type { Chunked } from '#domain/stretches';
import { shownZone } from '#domain/time/words/instant-words';
import type { BrokenObject, StoredObject } from '../../ports/configuration.ts';
import type { Vault } from '../../ports/vault.ts';
import { readConfigRows } from '../../store/configuration/objects.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import { readRevision } from '../../store/revision.ts';
import type { Db } from '../../store/store.ts';
import { parseStored, readStoredValue, unreadableAt } from '../../store/stored/json.ts';
import type { StoredRead, StoredLocation } from '../../store/stored/json.ts';
import type { Work } from '../../store/work.ts';
import { openBody, openWhatCan } from '../secrets.ts';
import { heavyMatchersOf, withPlaceholders, withTexts } from './heavy-matchers.ts';
import { readablePartOf } from './remains.ts';
import { STORED_SCHEMAS } from './schemas.ts';
import { misunderstoodPart } from './understand.ts';

/** All configured objects. */
export interface StoredConfiguration {
  /** The readable objects, by kind and age. */
  objects: readonly StoredObject[];
  /** Those that cannot. */
  broken: readonly BrokenObject[];
  /** Problems of broken objects, and of parts that other objects work without. */
  unreadable: readonly Unreadable[];
}

type Body =
  | { ok: true; body: unknown; without: readonly Unreadable[] }
  | { ok: false; remains: BrokenObject['remains']; why: Unreadable };

/** The cache by kind and id, per vault, since it holds opened secrets. */
const caches = new WeakMap<Vault, Map<string, { text: string; body: Body }>>();

export async function readStored(db: Db, vault: Vault): Promise<StoredConfiguration> {
  const rows = await readConfigRows(db);
  const stored = storedOf(rows, vault);
  forgetDeleted(vault, rows);
  return stored;
}

/** By vault, as above: what was read last, and at which revision; nothing that a transaction had changed before it was committed. */
const latest = new WeakMap<Vault, { revision: number; stored: StoredConfiguration }>();

/** @param revision read before `stored`, which is at least as new */
export function keepLatest(vault: Vault, revision: number, stored: StoredConfiguration): void {
  latest.set(vault, { revision, stored });
}

/** @returns null: something else was read last */
export function latestOf(vault: Vault, revision: number): StoredConfiguration | null {
  const known = latest.get(vault);
  // A negative revision stands for one that is unknown.
  return known !== undefined && revision >= 0 && known.revision === revision ? known.stored : null;
}

/**
 * For a change: all objects as its transaction sees them. With thousands of them most of a change would be reading what
 * this sidecar has in memory, while the pages of an embedded database wait for it.
 */
export async function readStoredIn({ tx, unreadable }: Work, vault: Vault): Promise<StoredConfiguration> {
  // What this transaction itself has changed has a revision of its own.
  return latestOf(vault, await readRevision(tx, unreadable)) ?? readStored(tx, vault);
}

export function storedOf(rows: readonly ConfigTable[], vault: Vault): StoredConfiguration {
  return atOnce(storedChunked(rows, vault));
}

export function* storedChunked(rows: readonly ConfigTable[], vault: Vault): Chunked<StoredConfiguration> {
  const objects: StoredObject[] = [];
  const broken: BrokenObject[] = [];
  const unreadable: Unreadable[] = [];
  yield* mapChunked(rows, (row) => {
    const read = bodyOf(row, vault);
    const { kind, id, origin, version, created_at: createdAt, updated_at: updatedAt } = row;
    if (read.ok) {
      objects.push({ kind, id, body: read.body, origin, version, createdAt, updatedAt });
      unreadable.push(...read.without);
    } else {
      broken.push({ kind, id, origin, version, createdAt, updatedAt, remains: read.remains, why: read.why });
      unreadable.push(read.why);
    }
  });
  return { objects, broken, unreadable };
}

function bodyOf(row: ConfigTable, vault: Vault): Body {
  const cache = cacheOf(vault);
  const key = `${row.kind}/${row.id}`;
  const known = cache.get(key);
  if (known?.text === row.body) {
    return known.body;
  }
  const body = parseBody(row, vault);
  cache.set(key, { text: row.body, body });
  return body;
}

function cacheOf(vault: Vault): Map<string, { text: string; body: Body }> {
  const cache = caches.get(vault) ?? new Map<string, { text: string; body: Body }>();
  caches.set(vault, cache);
  return cache;
}

/** Drops deleted rows from the cache. */
export function forgetDeleted(vault: Vault, rows: readonly ConfigTable[]): void {
  const cache = cacheOf(vault);
  if (cache.size > rows.length) {
    const there = new Set(rows.map(({ kind, id }) => `${kind}/${id}`));
    [...cache.keys()].filter((key) => !there.has(key)).forEach((key) => cache.delete(key));
  }
}

function parseBody({ kind, id, body: text }: ConfigTable, vault: Vault): Body {
  const schema = STORED_SCHEMAS[kind];
  const where: StoredLocation = { kind, id };
  const parsed = parseStored(text, where);
  if (schema === undefined) {
    return { ok: true, body: parsed.ok ? parsed.value : {}, without: [] };
  }
  if (!parsed.ok) {
    return { ok: false, remains: {}, why: parsed.unreadable };
  }
  const opened = open(kind, parsed.value, vault, where);
  if (!opened.ok) {
    return { ok: false, remains: readablePartOf(openWhatCan(kind, parsed.value, vault)), why: opened.unreadable };
  }
  const read = understood(kind, opened.value, where);
  return read.ok
    ? read
    : (withHeavyMatchers(kind, opened.value, where) ??
        withoutRoutes(kind, opened.value, where) ??
        withoutZone(kind, opened.value, where) ?? { ok: false, remains: readablePartOf(opened.value), why: read.why });
}

function open(kind: string, value: unknown, vault: Vault, where: StoredLocation): StoredRead<unknown> {
  try {
    return { ok: true, value: openBody(kind, value, vault) };
  } catch {
    return {
      ok: false,
      unreadable: unreadableAt(where, '', 'secret', 'holds a secret that VIGIE_SECRET_KEY does not open'),
    };
  }
}

function understood(
  kind: string,
  value: unknown,
  where: StoredLocation,
): { ok: true; body: unknown; without: [] } | { ok: false; why: Unreadable } {
  const schema = STORED_SCHEMAS[kind];
  const read: StoredRead<unknown> = schema ? readStoredValue(schema, value, where) : { ok: true, value };
  if (!read.ok) {
    return { ok: false, why: read.unreadable };
  }
  const problem = misunderstoodPart(kind, read.value);
  if (problem === null) {
    return { ok: true, body: read.value, without: [] };
  }
  // The schema for writing finds the same problem, and names the field.
  const strictly = schema ? parse(schema, value) : null;
  const [first] = strictly === null || strictly.ok ? [] : strictly.problems;
  return { ok: false, why: unreadableAt(where, first?.path ?? '', 'not-understood', first?.message ?? problem) };
}

/**
 * Matchers that are more work than is allowed stay as they are: where it is unclear whether they match, everything errs
 * towards paging (docs/adr/0027-what-people-write-is-weighed). People see them and can make them simpler.
 */
function withHeavyMatchers(kind: string, value: unknown, where: StoredLocation): Body | null {
  const heavy = heavyMatchersOf(kind, value);
  const read = heavy.length === 0 ? null : understood(kind, withPlaceholders(value, heavy), where);
  if (read?.ok !== true) {
    return null;
  }
  const without = heavy.map(({ path, message }) => unreadableAt(where, formatPath(path), 'too-heavy', message));
  const body = withTexts(read.body, heavy);
  return misunderstoodPart(kind, body) === null ? { ok: true, body, without } : null;
}

/** An integration works without its unreadable routes: their alerts go to the next route, or to its policy. */
function withoutRoutes(kind: string, value: unknown, where: StoredLocation): Body | null {
  const routes =
    kind === 'integrations' && typeof value === 'object' && value !== null
      ? (value as { routes?: unknown }).routes
      : undefined;
  if (!Array.isArray(routes)) {
    return null;
  }
  const bare = { ...(value as object), routes: [] };
  const good: unknown[] = [];
  const without: Unreadable[] = [];
  for (const [index, route] of routes.entries()) {
    const read = understood(kind, { ...bare, routes: [route] }, where);
    if (read.ok) {
      good.push(route);
    } else {
      const path = parsePath(read.why.field);
      without.push({
        ...read.why,
        field: path[0] === 'routes' ? read.why.field.replace('routes[0]', `routes[${index}]`) : `routes[${index}]`,
      });
    }
  }
  const whole = understood(kind, { ...bare, routes: good }, where);
  return whole.ok && without.length > 0 ? { ...whole, without } : null;
}

/** If this machine does not know a person's zone, UTC is used, so that the person is still reached. */
function withoutZone(kind: string, value: unknown, where: StoredLocation): Body | null {
  const zone = kind === 'users' ? (value as { timeZone?: unknown } | null)?.timeZone : undefined;
  if (typeof zone !== 'string' || shownZone(zone) === zone) {
    return null;
  }
  const read = understood(kind, { ...(value as object), timeZone: 'UTC' }, where);
  return read.ok
    ? {
        ...read,
        without: [
          unreadableAt(
            where,
            'timeZone',
            'not-understood',
            `names the time zone "${zone}", which this machine does not know; UTC counts`,
          ),
        ],
      }
    : null;
}
