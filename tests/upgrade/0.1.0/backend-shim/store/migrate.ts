/**
 * Schema versions. A migration may add (expand) in one release; what it replaces is removed
 * (contract) in a later one, so that the release before still runs beside the new one. A binary
 * that meets a newer schema stops: it could not know what it would break.
 */
import { sql } from 'kysely';
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
import type { Store } from './store.ts';

export interface Migration {
  version: number;
  name: string;
  statements: string[];
}

export const MIGRATIONS: readonly Migration[] = [initial, api, sync, duties, receipts, mergedAndDowntimes, devices, calendars, origins, outages, deliveryOrder, deliveryLanes];
export const SCHEMA_VERSION = MIGRATIONS[MIGRATIONS.length - 1]?.version ?? 0;

export type MigrateResult = { ok: true; from: number; to: number } | { ok: false; reason: string };

export function migrate(store: Store): Promise<MigrateResult> {
  return store.transaction(async (tx) => {
    if (store.dialect === 'postgres') {
      // Two sidecars that start together take turns.
      await sql`select pg_advisory_xact_lock(7283645)`.execute(tx);
    }
    await sql`create table if not exists meta (key text primary key, value text not null)`.execute(tx);
    const from = await schemaVersion(tx);
    if (from > SCHEMA_VERSION) {
      return { ok: false, reason: newerSchema(from) };
    }
    for (const migration of MIGRATIONS.filter((candidate) => candidate.version > from)) {
      for (const statement of migration.statements) {
        await sql.raw(statement).execute(tx);
      }
    }
    await sql`insert into meta (key, value) values ('schema', ${String(SCHEMA_VERSION)})
      on conflict (key) do update set value = excluded.value`.execute(tx);
    return { ok: true, from, to: SCHEMA_VERSION };
  });
}

/** For a running sidecar: another one may have brought a newer schema. @returns why this one must stop, or null */
export async function schemaProblem(store: Store): Promise<string | null> {
  const found = await schemaVersion(store.read);
  return found > SCHEMA_VERSION ? newerSchema(found) : null;
}

function newerSchema(found: number): string {
  return `The database has schema ${found}, made by a newer Vigie; this one knows schema ${SCHEMA_VERSION}. Start the newer version, or restore the backup made before the upgrade.`;
}

async function schemaVersion(db: Store['read']): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'schema').executeTakeFirst();
  return row ? Number(row.value) : 0;
}
