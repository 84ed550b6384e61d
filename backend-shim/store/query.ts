/**
 * Queries of the hot paths: text built once and remembered, parameters bound. Everything else uses
 * Kysely's builder.
 */
import { CompiledQuery } from 'kysely';
import type { Capabilities } from './capabilities.ts';
import type { Database } from './schema.ts';
import type { Db } from './store.ts';

type TableName = keyof Database & string;

/** Rows a statement takes at once; few different sizes keep the statement cache small. */
const CHUNKS = [64, 16, 4, 1];

const texts = new Map<string, string>();

export async function run<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const result = await db.executeQuery<Row>(CompiledQuery.raw(text, parameters as unknown[]));
  return result.rows;
}

/** @param conflict e.g. `on conflict (id) do nothing` */
export async function insertRows<T extends TableName>(
  db: Db, cap: Capabilities, table: T, rows: ReadonlyArray<Database[T]>, conflict = '',
): Promise<void> {
  const first = rows[0];
  if (!first) {
    return;
  }
  const columns = Object.keys(first);
  for (let start = 0; start < rows.length; ) {
    const size = CHUNKS.find((chunk) => chunk <= rows.length - start) ?? 1;
    const chunk = rows.slice(start, start + size);
    const parameters = chunk.flatMap((row) => columns.map((column) => (row as unknown as Record<string, unknown>)[column]));
    await run(db, insertText(cap, table, columns, size, conflict), parameters);
    start += size;
  }
}

/** Inserts, or replaces every column of the row with the same key. */
export function upsertRows<T extends TableName>(
  db: Db, cap: Capabilities, table: T, key: readonly string[], rows: ReadonlyArray<Database[T]>,
): Promise<void> {
  const columns = rows[0] ? Object.keys(rows[0]).filter((column) => !key.includes(column)) : [];
  const sets = columns.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  return insertRows(db, cap, table, rows, `on conflict (${key.join(', ')}) do update set ${sets}`);
}

function insertText(cap: Capabilities, table: string, columns: readonly string[], size: number, conflict: string): string {
  const key = `${cap.placeholder(1)}|${table}|${columns.join()}|${size}|${conflict}`;
  let text = texts.get(key);
  if (text === undefined) {
    let index = 0;
    const row = () => `(${columns.map(() => cap.placeholder(++index)).join(', ')})`;
    const values = Array.from({ length: size }, row).join(', ');
    text = `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values ${values} ${conflict}`;
    texts.set(key, text);
  }
  return text;
}

/** `select … from table where column in (values) …` with the list as one parameter. */
export function selectIn<Row>(
  db: Db, cap: Capabilities, from: string, column: string, values: readonly string[], tail = '',
): Promise<Row[]> {
  if (values.length === 0) {
    return Promise.resolve([]);
  }
  const text = `select ${from} where ${cap.inList(column, cap.placeholder(1))} ${tail}`;
  return run<Row>(db, text, [cap.listParameter(values)]);
}
