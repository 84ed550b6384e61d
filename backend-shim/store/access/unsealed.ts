/**
 * Goes through the rows that may hold an address that is a secret as it is: releases before 0.2 wrote such rows, and this
 * one did while those ran beside it.
 */
import { run } from '../query.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { Db } from '../store.ts';
import { RELEASE } from '../release.ts';
import { SECRET_KINDS } from '../configuration/secret-places.ts';
import { parseStored } from '../stored/json.ts';

type Value = string | number;

/** A row with the columns that may hold an address, and what identifies it. */
export interface UnsealedRow {
  key: Readonly<Record<string, Value>>;
  kind: string;
  texts: Readonly<Record<string, string | null>>;
}

/** A table, in the order in which its rows are gone through. */
export interface UnsealedPlace {
  table: string;
  /** Columns that identify a row, in the order of its index. */
  key: readonly string[];
  kind: string;
  columns: Readonly<Record<string, string>>;
  /** Rows are added behind the last one, so that a row that was gone through never has to be again. */
  grows: boolean;
  /** How many rows are read at once. */
  portion: number;
}

/** Of other kinds nothing is read. */
function ofSecretKinds(column: string): string {
  return `case when kind in (${SECRET_KINDS.map((kind) => `'${kind}'`).join(', ')}) then ${column} end`;
}

/** Bodies of objects change, so they are gone through anew; what is only added is gone through once. */
export const UNSEALED_PLACES: readonly UnsealedPlace[] = [
  {
    table: 'config',
    key: ['kind', 'id'],
    kind: 'kind',
    columns: { body: ofSecretKinds('body') },
    grows: false,
    portion: 200,
  },
  {
    table: 'verifications',
    key: ['"user"', 'method'],
    kind: `'verifications'`,
    columns: { address: 'address' },
    grows: false,
    portion: 200,
  },
  {
    table: 'config_versions',
    key: ['kind', 'id', 'number'],
    kind: 'kind',
    columns: { body: ofSecretKinds('body') },
    grows: true,
    portion: 200,
  },
  {
    table: 'audit',
    key: ['id'],
    kind: 'kind',
    columns: { before: ofSecretKinds('"before"'), after: ofSecretKinds('"after"') },
    grows: true,
    portion: 100,
  },
  {
    // Only these messages name the address of a contact method. Of other rows nothing is read.
    table: 'deliveries',
    key: ['id'],
    kind: 'kind',
    columns: { content: `case when kind = 'onCall' then content end` },
    grows: true,
    portion: 500,
  },
];

/** The place of the last row that was gone through; null: none. */
export type UnsealedKey = readonly Value[] | null;

/** @returns the next rows; fewer than a portion: there are no more */
export async function readUnsealed(
  db: Db,
  cap: StoreCapabilities,
  { table, key, kind, columns, portion }: UnsealedPlace,
  after: UnsealedKey,
): Promise<UnsealedRow[]> {
  const names = Object.keys(columns);
  const selected = [
    ...key.map((column, i) => `${column} as k${i}`),
    `${kind} as of_kind`,
    ...names.map((name, i) => `${columns[name]} as c${i}`),
  ];
  const where =
    after === null ? '' : `where (${key.join(', ')}) > (${key.map((_, i) => cap.placeholder(i + 1)).join(', ')})`;
  const rows = await run<Record<string, string | number | null>>(
    db,
    `select ${selected.join(', ')} from ${table} ${where} order by ${key.join(', ')} limit ${portion}`,
    after ?? [],
  );
  return rows.map((row) => ({
    key: Object.fromEntries(key.map((column, i) => [column, row[`k${i}`] as Value])),
    kind: String(row['of_kind']),
    texts: Object.fromEntries(names.map((name, i) => [name, (row[`c${i}`] ?? null) as string | null])),
  }));
}

/** @returns false if somebody else has written the row since it was read */
export async function replaceUnsealed(
  db: Db,
  cap: StoreCapabilities,
  { table }: UnsealedPlace,
  { key, texts }: UnsealedRow,
  next: Readonly<Record<string, string>>,
): Promise<boolean> {
  const parameters: Value[] = [];
  const bound = (value: Value) => (parameters.push(value), cap.placeholder(parameters.length));
  const set = Object.entries(next).map(([column, text]) => `"${column}" = ${bound(text)}`);
  const where = Object.entries(key).map(([column, value]) => `${column} = ${bound(value)}`);
  const same = Object.keys(next).map((column) => `"${column}" = ${bound(texts[column] ?? '')}`);
  const rows = await run(
    db,
    `update ${table} set ${set.join(', ')} where ${[...where, ...same].join(' and ')} returning 1 as done`,
    parameters,
  );
  return rows.length > 0;
}

/** In `meta`: per table, the last row that was gone through. */
const GONE_THROUGH = 'sealed_until';

export async function readGoneThrough(db: Db): Promise<Record<string, UnsealedKey>> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', GONE_THROUGH).executeTakeFirst();
  const read = parseStored(row?.value ?? '{}', { kind: 'meta', id: GONE_THROUGH });
  // What cannot be read is gone through again, which changes nothing twice.
  return read.ok && typeof read.value === 'object' && read.value !== null
    ? (read.value as Record<string, UnsealedKey>)
    : {};
}

export async function saveGoneThrough(db: Db, until: Readonly<Record<string, UnsealedKey>>): Promise<void> {
  const value = JSON.stringify(until);
  await db
    .insertInto('meta')
    .values({ key: GONE_THROUGH, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Everything is gone through again, which changes nothing twice. */
export async function forgetGoneThrough(db: Db): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', GONE_THROUGH).execute();
}

/** By which a server of PostgreSQL tells connections of this release from those of earlier ones, which say `vigie`. */
export const APPLICATION = `vigie ${RELEASE}`;

/** Whether a sidecar of a release that cannot read sealed addresses is connected to this database right now. */
export async function isOlderBeside(db: Db, cap: StoreCapabilities): Promise<boolean> {
  if (!cap.shared) {
    return false;
  }
  const rows = await run(
    db,
    `select 1 as found from pg_stat_activity where datname = current_database() and application_name = 'vigie' limit 1`,
    [],
  );
  return rows.length > 0;
}
