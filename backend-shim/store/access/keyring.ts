/** Stores facts about the key that seals secrets, and finds everything that is sealed with it. */
import { run } from '../query.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { Db } from '../store.ts';

/** In `meta`: the key of fingerprints, sealed. It outlives a change of `VIGIE_SECRET_KEY`, so that tokens do. */
const INDEX_KEY = 'index_key';
/** In `meta`: addresses that are secrets are sealed from now on. Releases before 0.2 cannot read those. */
const SEALED_ADDRESSES = 'sealed_addresses';
const SEALED = /sealed:v1:[A-Za-z0-9_-]+/g;

/** A row that may hold something sealed. `text` is the whole column. */
export interface SealedRow {
  table: 'config' | 'config_history' | 'calendar_feeds' | 'meta' | 'imports' | 'import_files';
  /** What identifies the row, by column. */
  key: Readonly<Record<string, string | number>>;
  text: string;
}

const COLUMN: Record<SealedRow['table'], string> = {
  config: 'body',
  config_history: 'body',
  calendar_feeds: 'secret',
  meta: 'value',
  imports: 'keys',
  import_files: 'content',
};

/** @returns false if this database was never migrated */
export async function hasTables(db: Db): Promise<boolean> {
  const tables = await db.introspection.getTables();
  return ['meta', 'config', 'config_history', 'calendar_feeds'].every((name) =>
    tables.some((table) => table.name === name),
  );
}

export async function readKeyring(db: Db): Promise<{ sealedIndexKey: string | null; sealsAddresses: boolean }> {
  const rows = await db.selectFrom('meta').selectAll().where('key', 'in', [INDEX_KEY, SEALED_ADDRESSES]).execute();
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  return { sealedIndexKey: values.get(INDEX_KEY) ?? null, sealsAddresses: values.has(SEALED_ADDRESSES) };
}

/** Keeps the first value, so that sidecars that start together agree on one. */
export async function keepIndexKey(tx: Db, sealed: string): Promise<void> {
  await keepFirst(tx, INDEX_KEY, sealed);
}

export async function sealAddressesFromNow(tx: Db): Promise<void> {
  await keepFirst(tx, SEALED_ADDRESSES, '1');
}

async function keepFirst(tx: Db, key: string, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Lists every row that holds something sealed, or an address that may have to be sealed. */
export async function readSealedRows(db: Db): Promise<SealedRow[]> {
  const config = await db.selectFrom('config').select(['kind', 'id', 'body']).execute();
  const history = await db
    .selectFrom('config_history')
    .select(['kind', 'id', 'version', 'body'])
    .where('body', 'like', '%sealed:v1:%')
    .execute();
  const feeds = await db.selectFrom('calendar_feeds').select(['fingerprint', 'secret']).execute();
  const meta = await db.selectFrom('meta').selectAll().where('value', 'like', 'sealed:v1:%').execute();
  return [
    ...config.map(({ kind, id, body }): SealedRow => ({ table: 'config', key: { kind, id }, text: body })),
    ...history.map(({ kind, id, version, body }): SealedRow => ({
      table: 'config_history',
      key: { kind, id, version },
      text: body ?? '',
    })),
    ...feeds.map(({ fingerprint, secret }): SealedRow => ({
      table: 'calendar_feeds',
      key: { fingerprint },
      text: secret,
    })),
    ...meta.map(({ key, value }): SealedRow => ({ table: 'meta', key: { key }, text: value })),
  ];
}

/** The same of imports, which a database that was not migrated yet does not have. */
export async function readSealedImports(db: Db): Promise<SealedRow[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'import_files')) {
    return [];
  }
  const imports = await db.selectFrom('imports').select(['id', 'keys']).execute();
  const files = await db.selectFrom('import_files').selectAll().execute();
  return [
    ...imports.map(({ id, keys }): SealedRow => ({ table: 'imports', key: { id }, text: keys })),
    ...files.map(({ content, ...key }): SealedRow => ({ table: 'import_files', key, text: content })),
  ];
}

/** Finds the sealed texts in a row. base64url needs no escaping in JSON, so they appear there unchanged. */
export function sealedIn({ text }: Pick<SealedRow, 'text'>): string[] {
  return text.match(SEALED) ?? [];
}

export function resealed(text: string, reseal: (sealed: string) => string): string {
  return text.replace(SEALED, reseal);
}

/** @returns false if somebody else has written the row since it was read */
export async function replaceSealed(
  tx: Db,
  cap: StoreCapabilities,
  { table, key, text }: SealedRow,
  next: string,
): Promise<boolean> {
  const p = cap.placeholder;
  const names = Object.keys(key);
  const where = [
    ...names.map((name, index) => `${name} = ${p(index + 2)}`),
    `${COLUMN[table]} = ${p(names.length + 2)}`,
  ].join(' and ');
  const rows = await run(tx, `update ${table} set ${COLUMN[table]} = ${p(1)} where ${where} returning 1 as done`, [
    next,
    ...Object.values(key),
    text,
  ]);
  return rows.length > 0;
}
