/**
 * Keeps every configured object that decides who is paged in versions (`config_versions`), so that a past night can be
 * gone through again. Whatever writes `config` writes them, in the same transaction. Secrets are not kept.
 */
import { aside } from '../concurrency/aside.ts';
import { z } from 'zod';
import type { ClockHours } from '#domain/figures/settings';
import { lockConfiguration } from '../concurrency/key-locks.ts';
import { insertRows, run } from '../query.ts';
import type { ConfigTable, ConfigVersionTable } from '../schema/settings.ts';
import { searchHere } from '../search/search.ts';
import type { Db } from '../store.ts';
import { parseStored } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { Work } from '../work.ts';
import { mapAddresses, mapSecrets } from '../configuration/secret-places.ts';

/** Kinds without versions here, and why. Every other kind has them, those that come later too. */
export const WITHOUT_VERSIONS: Readonly<Record<string, string>> = {
  rotas: 'their states are in config_history',
  subscriptions: 'they inform, and page nobody',
  erasures: 'they are work under way',
};

export function hasVersions(kind: string): boolean {
  return !Object.hasOwn(WITHOUT_VERSIONS, kind);
}

/** Stands in for a secret, where a body would not be read without it. */
const NOT_KEPT = 'not-kept';
const NO_ADDRESS = 'https://not-kept.invalid/';
/** Fields that decide nothing. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  absences: ['note'],
  swaps: ['note'],
  integrations: ['token', 'hmac', 'oldTokens', 'oldSecrets'],
  workProfiles: ['payrollId', 'weeklyHours', 'onCall', 'onCallUntil'],
};

/** What the environment says of paging has versions, too, and no row in `config`. */
const SETTINGS: ObjectKey = { kind: 'settings', id: 'sidecar' };

/** @returns the body without secrets; null: it cannot be read, and so is not in force */
export function versionBody({ kind, id, body }: Pick<ConfigTable, 'kind' | 'id' | 'body'>): string | null {
  const parsed = parseStored(body, { kind, id });
  if (!parsed.ok) {
    return null;
  }
  const instead = kind === 'calendars' ? NO_ADDRESS : NOT_KEPT;
  const bare = mapAddresses(
    kind,
    mapSecrets(kind, parsed.value, () => instead),
    () => NO_ADDRESS,
  );
  const leftOut = LEFT_OUT[kind] ?? [];
  const isObject = typeof bare === 'object' && bare !== null && !Array.isArray(bare);
  return JSON.stringify(
    isObject ? Object.fromEntries(Object.entries(bare).filter(([field]) => !leftOut.includes(field))) : bare,
  );
}

/** Adds a version of each row that differs from its last one. */
export function keepVersions(work: Work, rows: readonly ConfigTable[]): Promise<void> {
  return aside(work, 'config_versions', () => addVersions(work, rows), undefined);
}

async function addVersions(work: Work, rows: readonly ConfigTable[]): Promise<void> {
  for (const [kind, own] of Map.groupBy(rows, (row) => row.kind)) {
    if (hasVersions(kind)) {
      const last = await lastVersions(work, kind, [...new Set(own.map(({ id }) => id))]);
      await insertVersions(
        work,
        own.flatMap((row) => nextVersion(last.get(row.id), row, versionBody(row), work.now)),
      );
    }
  }
}

/** Adds a version that says that the object is gone. */
export function keepDeletions(work: Work, kind: string, ids: readonly string[]): Promise<void> {
  return aside(work, 'config_versions', () => addDeletions(work, kind, ids), undefined);
}

async function addDeletions(work: Work, kind: string, ids: readonly string[]): Promise<void> {
  if (hasVersions(kind)) {
    const last = await lastVersions(work, kind, ids);
    await insertVersions(
      work,
      [...last.values()].flatMap((version) => nextVersion(version, version, null, work.now)),
    );
  }
}

/**
 * Adds what is missing: of objects that were there before this release, and of changes that an older release made
 * beside it. The instant of the first run is kept: before it, objects were changed and deleted without a version.
 */
export function catchUpVersions(work: Work, settings: VersionedSettings): Promise<void> {
  return aside(work, 'config_versions', () => addMissing(work, settings), undefined);
}

async function addMissing(work: Work, settings: VersionedSettings): Promise<void> {
  await lockConfiguration(work);
  const rows = await run<ComparedRow>(work.tx, PERHAPS_CHANGED, []);
  const gone = await run<ConfigVersionTable>(work.tx, GONE, []);
  const known = await lastVersions(work, SETTINGS.kind, [SETTINGS.id]);
  await insertVersions(work, [
    ...rows
      .filter(({ kind }) => hasVersions(kind))
      .flatMap((row) =>
        nextVersion(
          row.number === null ? undefined : { number: row.number, body: row.last },
          row,
          versionBody(row),
          Math.min(row.updated_at, work.now),
        ),
      ),
    ...gone
      .filter(({ kind }) => hasVersions(kind) && kind !== SETTINGS.kind)
      .flatMap((version) => nextVersion(version, version, null, work.now)),
    ...nextVersion(
      known.get(SETTINGS.id),
      { ...SETTINGS, origin: 'file', created_at: work.now },
      JSON.stringify(settings),
      work.now,
    ),
  ]);
  const p = work.cap.placeholder;
  await run(work.tx, `insert into meta (key, value) values (${p(1)}, ${p(2)}) on conflict (key) do nothing`, [
    SINCE,
    String(work.now),
  ]);
}

/** An object with its last version; `number` null: it has none. */
interface ComparedRow extends Pick<ConfigTable, 'kind' | 'id' | 'body' | 'origin' | 'created_at' | 'updated_at'> {
  number: number | null;
  last: string | null;
}

/**
 * What is the same as its version holds no secret, and has not changed. Thousands of such objects are compared where they
 * are stored.
 */
const PERHAPS_CHANGED = `select c.kind, c.id, c.body, c.origin, c.created_at, c.updated_at, v.number, v.body as last
  from config c left join config_versions v on v.kind = c.kind and v.id = c.id
    and v.number = (select max(n.number) from config_versions n where n.kind = c.kind and n.id = c.id)
  where v.body is null or v.body <> c.body`;

/** The last versions of objects that are not there any more, as far as they do not say so. */
const GONE = `select v.* from config_versions v where v.body is not null
  and not exists (select 1 from config c where c.kind = v.kind and c.id = v.id)
  and not exists (select 1 from config_versions n where n.kind = v.kind and n.id = v.id and n.number > v.number)`;

/** Settings of the environment that a replay needs as they were. */
export interface VersionedSettings {
  sleep: ClockHours;
  /** Whether mail can be sent. */
  mail: boolean;
}

const SETTINGS_BODY = z.object({
  sleep: z.object({ from: z.number(), to: z.number() } satisfies WholeShape<ClockHours>),
  mail: z.boolean().default(true),
} satisfies WholeShape<VersionedSettings>);

/** @returns undefined: the version is of something else */
export function settingsIn({ kind, id, body }: ConfigVersionTable): VersionedSettings | undefined {
  const read = kind === SETTINGS.kind ? parseStored(body ?? 'null', { kind, id }) : { ok: false as const };
  return read.ok ? SETTINGS_BODY.safeParse(read.value).data : undefined;
}

/** In `meta`: since when every change makes a version, epoch ms. */
const SINCE = 'versions_since';

/** @returns all versions that applied before `until`, by object, oldest first */
export function readVersions(db: Db, until: number): Promise<ConfigVersionTable[]> {
  return db
    .selectFrom('config_versions')
    .selectAll()
    .where('at', '<', until)
    .orderBy('kind')
    .orderBy('id')
    .orderBy('number')
    .execute();
}

/** @returns since when every change makes a version, as it was written; undefined: no sidecar of this release started yet */
export async function readVersionsSince(db: Db): Promise<string | undefined> {
  return (await db.selectFrom('meta').select('value').where('key', '=', SINCE).executeTakeFirst())?.value;
}

/** Kinds about one person: their id is the login. */
const OF_LOGIN: readonly string[] = ['users', 'profiles', 'disabledSince', 'disabledInGrafana'];
/** Kinds about one person, whom `user` names, in objects that go with them. */
const OF_USER: readonly string[] = ['absences', 'devices', 'workProfiles'];

/** Everything about a person alone. @returns the versions, by object, oldest first */
export async function readVersionsOfPerson(db: Db, login: string, search = searchHere): Promise<ConfigVersionTable[]> {
  const rows = await search(
    db
      .selectFrom('config_versions')
      .selectAll()
      .where((is) =>
        is.or([
          is.and([is('kind', 'in', OF_LOGIN), is('id', '=', login)]),
          is.and([is('kind', 'in', OF_USER), is('body', 'is not', null)]),
        ]),
      )
      .orderBy('kind')
      .orderBy('id')
      .orderBy('number'),
  );
  return rows.filter((row) => OF_LOGIN.includes(row.kind) || userOf(row) === login);
}

/** Deletes them, deletions included. Versions of other objects keep a pseudonym. */
export async function forgetVersionsOfPerson(work: Work, login: string): Promise<void> {
  const rows = await readVersionsOfPerson(work.tx, login);
  const p = work.cap.placeholder;
  for (const { kind, id } of new Map(rows.map((row) => [keyOf(row), row])).values()) {
    await run(work.tx, `delete from config_versions where kind = ${p(1)} and id = ${p(2)}`, [kind, id]);
  }
}

/** Deletes versions that no longer applied at this instant, oldest first. @returns how many, at most `limit` */
export async function removeVersionsBefore({ tx, cap }: Work, at: number, limit: number): Promise<number> {
  const p = cap.placeholder;
  const removed = await run(
    tx,
    `delete from config_versions where (kind, id, number) in (
       select kind, id, number from config_versions v
       where at < ${p(1)} and (body is null or exists (select 1 from config_versions n
         where n.kind = v.kind and n.id = v.id and n.number > v.number and n.at <= ${p(2)}))
       order by kind, id, number limit ${limit}) returning number`,
    [at, at],
  );
  return removed.length;
}

interface ObjectKey {
  kind: string;
  id: string;
}

function keyOf({ kind, id }: ObjectKey): string {
  return `${kind}/${id}`;
}

function userOf({ kind, id, body }: ConfigVersionTable): unknown {
  const parsed = parseStored(body ?? 'null', { kind, id });
  return parsed.ok ? (parsed.value as { user?: unknown } | null)?.user : undefined;
}

/** Of each object, so that nothing is read of what it was before. */
const LAST_VERSIONS = `* from config_versions v
  where not exists (select 1 from config_versions n where n.kind = v.kind and n.id = v.id and n.number > v.number)`;

async function lastVersions(
  { tx, cap }: Work,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, ConfigVersionTable>> {
  if (ids.length === 0) {
    return new Map();
  }
  const p = cap.placeholder;
  const rows = await run<ConfigVersionTable>(
    tx,
    `select ${LAST_VERSIONS} and v.kind = ${p(1)} and ${cap.inList('v.id', p(2))}`,
    [kind, cap.listParameter(ids)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function nextVersion(
  last: Pick<ConfigVersionTable, 'number' | 'body'> | undefined,
  { kind, id, origin, created_at }: Pick<ConfigTable, 'kind' | 'id' | 'origin' | 'created_at'>,
  body: string | null,
  at: number,
): ConfigVersionTable[] {
  const isSame = (last?.body ?? null) === body;
  return isSame ? [] : [{ kind, id, number: (last?.number ?? 0) + 1, at, origin, created_at, body }];
}

/** Two sidecars may find the same object gone. */
async function insertVersions({ tx, cap }: Work, rows: readonly ConfigVersionTable[]): Promise<void> {
  await insertRows(tx, cap, 'config_versions', rows, 'on conflict (kind, id, number) do nothing');
}
