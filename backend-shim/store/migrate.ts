/**
 * Applies migrations, which only add (migrations/README.md), so that releases can run beside each other on one
 * database. In `meta`, `schema` is the number that 0.1 reads (it stops above 12), `migrations` is the number of the
 * last migration, and `oldest_release` is the oldest release that may run on the database; older ones stop.
 */
import { sql } from 'kysely';
import type { Dialect } from './capabilities.ts';
import { initial } from './migrations/0001-initial.ts';
import { api } from './migrations/0002-api.ts';
import { sync } from './migrations/0003-sync.ts';
import { duties } from './migrations/0004-duties.ts';
import { receipts } from './migrations/0005-receipts.ts';
import { mergedAndDowntimes } from './migrations/0006-merged-and-downtimes.ts';
import { devices } from './migrations/0007-devices.ts';
import { calendars } from './migrations/0008-calendars.ts';
import { origins } from './migrations/0009-origins.ts';
import { outages } from './migrations/0010-outages.ts';
import { deliveryOrder } from './migrations/0011-delivery-order.ts';
import { deliveryLanes } from './migrations/0012-delivery-lanes.ts';
import { advanceFailures } from './migrations/0013-advance-failures.ts';
import { reachUses } from './migrations/0014-reach-uses.ts';
import { sourceQuestions } from './migrations/0015-source-questions.ts';
import { quietAlerts } from './migrations/0016-quiet-alerts.ts';
import { labour } from './migrations/0017-labour.ts';
import { decisions } from './migrations/0018-decisions.ts';
import { deletions } from './migrations/0019-deletions.ts';
import { shadow } from './migrations/0020-shadow.ts';
import { imports } from './migrations/0021-imports.ts';
import { notices } from './migrations/0022-notices.ts';
import { statements } from './migrations/0023-statements.ts';
import { versions } from './migrations/0024-versions.ts';
import { ratings } from './migrations/0025-ratings.ts';
import { reviews } from './migrations/0026-reviews.ts';
import { insights } from './migrations/0027-insights.ts';
import { insightDays } from './migrations/0028-insight-days.ts';
import { carriedDeliveries } from './migrations/0029-carried-deliveries.ts';
import { whoDidIt } from './migrations/0030-who-did-it.ts';
import { remedies } from './migrations/0031-remedies.ts';
import { resolutions } from './migrations/0032-resolutions.ts';
import { lists } from './migrations/0033-lists.ts';
import { isLockTimeout } from './postgres/errors.ts';
import { isOlder, RELEASE } from './release.ts';
import type { Db, Store } from './store.ts';

export interface SchemaMigration {
  version: number;
  name: string;
  statements: string[];
}

export const MIGRATIONS: readonly SchemaMigration[] = [
  initial,
  api,
  sync,
  duties,
  receipts,
  mergedAndDowntimes,
  devices,
  calendars,
  origins,
  outages,
  deliveryOrder,
  deliveryLanes,
  advanceFailures,
  reachUses,
  sourceQuestions,
  quietAlerts,
  labour,
  decisions,
  deletions,
  shadow,
  imports,
  notices,
  statements,
  versions,
  ratings,
  reviews,
  insights,
  insightDays,
  carriedDeliveries,
  whoDidIt,
  remedies,
  resolutions,
  lists,
];

/** The oldest release that may run beside this one. Raised only by a release that takes away what older ones use. */
export const OLDEST_BESIDE = '0.1.0';

/** The schema number that 0.1 wrote and compares with, as long as 0.1 may run beside this release. */
const SCHEMA_OF_0_1 = 12;

/**
 * Transactions that want a table wait behind a migration that waits for it, so the migration gives up soon and lets all
 * of them go first.
 */
const LOCK_TIMEOUT_MS = 1000;
const MOST_TRIES = 30;

/** What a binary brings to a database. */
export interface SchemaRelease {
  version: string;
  oldestBeside: string;
  migrations: readonly SchemaMigration[];
}

const THIS: SchemaRelease = { version: RELEASE, oldestBeside: OLDEST_BESIDE, migrations: MIGRATIONS };

/**
 * `from` and `to` are numbers of migrations; 0 is an empty database. `to` is the higher one if a newer release has
 * migrated the database.
 */
export type MigrateResult = { ok: true; from: number; to: number } | { ok: false; reason: string };

export async function migrate(store: Store, release = THIS): Promise<MigrateResult> {
  for (let tries = 1; ; tries++) {
    try {
      return await store.transaction((tx) => migrateIn(tx, store.dialect, release));
    } catch (error) {
      if (tries >= MOST_TRIES || !isLockTimeout(error)) {
        throw error;
      }
    }
  }
}

async function migrateIn(tx: Db, dialect: Dialect, release: SchemaRelease): Promise<MigrateResult> {
  if (dialect === 'postgres') {
    // Sidecars that start together take turns, even if the index of a large table takes minutes.
    await sql`set local lock_timeout = 0`.execute(tx);
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`select pg_advisory_xact_lock(7283645)`.execute(tx);
    await sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`).execute(tx);
  }
  await sql`create table if not exists meta (key text primary key, value text not null)`.execute(tx);
  const meta = await readMeta(tx);
  const reason = releaseProblem(meta.oldestRelease, release.version);
  if (reason !== null) {
    return { ok: false, reason };
  }
  const from = meta.migrations;
  for (const migration of release.migrations.filter(({ version }) => version > from)) {
    for (const statement of migration.statements) {
      await sql.raw(statement).execute(tx);
    }
  }
  const to = Math.max(from, ...release.migrations.map(({ version }) => version));
  await writeMeta(
    tx,
    to,
    isOlder(meta.oldestRelease, release.oldestBeside) ? release.oldestBeside : meta.oldestRelease,
  );
  return { ok: true, from, to };
}

/**
 * Checks for a running sidecar whether a newer release has migrated the database further than this release supports.
 * @returns why this sidecar must stop, or null
 */
export async function schemaProblem(store: Store, release = THIS): Promise<string | null> {
  return releaseProblem((await readMeta(store.read)).oldestRelease, release.version);
}

/** Of a database that has tables. */
export async function oldestRelease(db: Db): Promise<string> {
  return (await readMeta(db)).oldestRelease;
}

/** @returns why this release may not run on a database whose oldest release is this one, or null */
export function releaseProblem(oldestRelease: string, version = RELEASE): string | null {
  return isOlder(version, oldestRelease)
    ? `The database needs Vigie ${oldestRelease} or newer; this is ${version}. Start the newer version, or restore the backup made before the upgrade.`
    : null;
}

interface Meta {
  migrations: number;
  oldestRelease: string;
}

/** If only 0.1 has used the database, its schema number is the number of the last migration. */
async function readMeta(db: Db): Promise<Meta> {
  const rows = await db
    .selectFrom('meta')
    .selectAll()
    .where('key', 'in', ['schema', 'migrations', 'oldest_release'])
    .execute();
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  return {
    migrations: Number(values.get('migrations') ?? values.get('schema') ?? 0),
    oldestRelease: values.get('oldest_release') ?? '0.1.0',
  };
}

async function writeMeta(tx: Db, migrations: number, oldestRelease: string): Promise<void> {
  const schema = isOlder('0.1.0', oldestRelease) ? SCHEMA_OF_0_1 + 1 : SCHEMA_OF_0_1;
  const values = { schema: String(schema), migrations: String(migrations), oldest_release: oldestRelease };
  for (const [key, value] of Object.entries(values)) {
    await tx
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }
}
