/**
 * Runs the queries of hot paths: their text is built once and cached, and parameters are bound. All other code uses
 * Kysely's builder.
 */
import { CompiledQuery } from 'kysely';
import type { StoreCapabilities } from './capabilities.ts';
import { breatheIn } from './concurrency/in-portions.ts';
import { directlyOn } from './sqlite/direct.ts';
import type { Database } from './schema.ts';
import type { Db } from './store.ts';

type TableName = keyof Database & string;

/** The numbers of rows that a statement takes. There are few, which keeps the statement cache small. */
const CHUNKS = [64, 32, 16, 12, 8, 6, 4, 3, 2, 1];
/** The most rows that are sent at once, so that a statement stays within a few megabytes. */
const MOST_TOGETHER = 500;

/** Repeats of a few alerts, as monitors send them one by one. */
const FEW = 16;

/** By kind of statement and number of rows. */
const texts = new Map<string, Map<number, string>>();

/**
 * Begins the text of a statement whose result nobody needs. The statement is sent to PostgreSQL without waiting for
 * earlier ones; if it fails, the next read or the commit reports the failure. SQLite ignores the comment.
 */
export const FIRE_AND_FORGET = '/* later */ ';
/** Stands for several statements that are sent at once, with their parameters. */
export const BATCHED = '/* together */';

export interface SqlStatement {
  text: string;
  parameters: readonly unknown[];
}

export async function run<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const direct = directlyOn(db);
  if (direct !== undefined) {
    return direct(text, parameters) as Row[];
  }
  const result = await db.executeQuery<Row>(CompiledQuery.raw(text, parameters as unknown[]));
  return result.rows;
}

/** For statements that change rows and whose result nobody needs. */
export async function write(db: Db, text: string, parameters: readonly unknown[]): Promise<void> {
  await run(db, FIRE_AND_FORGET + text, parameters);
}

/** Reads that do not depend on each other, in one round trip if the database is remote. */
export async function runTogether(
  db: Db,
  cap: StoreCapabilities,
  statements: readonly SqlStatement[],
): Promise<unknown[][]> {
  if (cap.shared) {
    return run<unknown[]>(db, BATCHED, statements);
  }
  const results: unknown[][] = [];
  for (const { text, parameters } of statements) {
    results.push(await run(db, text, parameters));
  }
  return results;
}

/** @param conflict e.g. `on conflict (id) do nothing` */
export async function insertRows<T extends TableName>(
  db: Db,
  cap: StoreCapabilities,
  table: T,
  rows: ReadonlyArray<Database[T]>,
  conflict = '',
): Promise<void> {
  const first = rows[0];
  if (!first) {
    return;
  }
  const columns = Object.keys(first);
  if (cap.shared) {
    const names = quoted(columns).join(', ');
    return sendAll(
      db,
      `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1) ${conflict}`,
      rows,
    );
  }
  await inChunks(db, `insert|${table}|${columns.join()}|${conflict}`, columns, rows, (size) =>
    insertText(cap, table, columns, size, conflict),
  );
}

/**
 * Changes some columns of existing rows. This is cheaper than an upsert, since indexes over the other columns do not
 * change.
 * @param rows all with the same columns, those of `key` among them
 */
export async function updateRows<T extends TableName>(
  db: Db,
  cap: StoreCapabilities,
  table: T,
  key: ReadonlyArray<string & keyof Database[T]>,
  rows: ReadonlyArray<Partial<Database[T]>>,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as Array<keyof Database[T] & string>;
  if (cap.shared) {
    const sets = quoted(columns.filter((column) => !key.includes(column)))
      .map((name) => `${name} = v.${name}`)
      .join(', ');
    const isIt = quoted(key)
      .map((name) => `t.${name} = v.${name}`)
      .join(' and ');
    const given = `json_populate_recordset(null::${table}, $1)`;
    return sendAll(
      db,
      `update ${table} t set ${sets} from ${given} v where ${isIt}${byIndex(key, given, rows.length)}`,
      rows,
    );
  }
  await inChunks(db, `update|${table}|${columns.join()}`, columns, rows, (size) =>
    updateText(cap, table, key, columns, size),
  );
}

/**
 * Makes PostgreSQL look up each row. While a table is small it would otherwise join with the whole of it, and keep to
 * that plan until it has counted the rows anew, however many there are by then.
 */
function byIndex([column, ...others]: readonly string[], given: string, rows: number): string {
  // With keys of two columns it costs more than reading a table that is small, once the batch is large.
  return others.length > 0 && rows > FEW ? '' : ` and t."${column}" = any(array(select "${column}" from ${given}))`;
}

/**
 * Makes one statement per size in `CHUNKS`, so that each is prepared once.
 * @param kind what the texts have in common
 */
async function inChunks(
  db: Db,
  kind: string,
  columns: readonly string[],
  rows: readonly object[],
  textOf: (size: number) => string,
): Promise<void> {
  const known = texts.get(kind) ?? new Map<number, string>();
  texts.set(kind, known);
  const breathe = breatheIn(db);
  for (let start = 0; start < rows.length;) {
    const size = CHUNKS.find((chunk) => chunk <= rows.length - start) ?? 1;
    const text = known.get(size) ?? FIRE_AND_FORGET + textOf(size);
    known.set(size, text);
    await breathe();
    await run(db, text, valuesOf(columns, rows, start, start + size));
    start += size;
  }
}

/** The parameters of rows from `start` to before `end`. */
function valuesOf(columns: readonly string[], rows: readonly object[], start: number, end: number): unknown[] {
  const values: unknown[] = [];
  for (let index = start; index < end; index++) {
    const row = rows[index] as Record<string, unknown>;
    for (const column of columns) {
      values.push(row[column]);
    }
  }
  return values;
}

/**
 * On a remote database each statement costs a round trip, so one statement takes all rows. The columns of both
 * databases are texts and integers.
 */
async function sendAll(db: Db, text: string, rows: readonly object[]): Promise<void> {
  const breathe = breatheIn(db);
  for (let start = 0; start < rows.length; start += MOST_TOGETHER) {
    await breathe();
    await write(db, text, [jsonOf(rows.slice(start, start + MOST_TOGETHER))]);
  }
}

/** PostgreSQL's JSON accepts neither NUL nor an unpaired surrogate; few texts contain one. */
function jsonOf(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return /\\u(0000|d[89a-f])/.test(json)
    ? JSON.stringify(rows, (_, value: unknown) =>
        typeof value === 'string' ? value.replaceAll('\u0000', '\uFFFD').toWellFormed() : value,
      )
    : json;
}

/** Inserts, or replaces every column of the row with the same key. */
export function upsertRows<T extends TableName>(
  db: Db,
  cap: StoreCapabilities,
  table: T,
  key: readonly string[],
  rows: ReadonlyArray<Database[T]>,
): Promise<void> {
  const columns = rows[0] ? Object.keys(rows[0]).filter((column) => !key.includes(column)) : [];
  const sets = columns.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  return insertRows(
    db,
    cap,
    table,
    cap.shared ? lastOfEach(rows, key) : rows,
    `on conflict (${key.join(', ')}) do update set ${sets}`,
  );
}

/** One statement may not touch a row twice. */
function lastOfEach<Row>(rows: readonly Row[], key: readonly string[]): Row[] {
  const nameOf = (row: Row) => key.map((column) => String((row as Record<string, unknown>)[column])).join('\n');
  return [...new Map(rows.map((row) => [nameOf(row), row])).values()];
}

function insertText(
  cap: StoreCapabilities,
  table: string,
  columns: readonly string[],
  size: number,
  conflict: string,
): string {
  return `insert into ${table} (${quoted(columns).join(', ')}) values ${valuesText(cap, columns.length, size)} ${conflict}`;
}

function updateText(
  cap: StoreCapabilities,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  size: number,
): string {
  // SQLite names the columns of VALUES by position.
  const valueOf = (column: string) => `v.column${columns.indexOf(column) + 1}`;
  const sets = columns
    .filter((column) => !key.includes(column))
    .map((column) => `"${column}" = ${valueOf(column)}`)
    .join(', ');
  const isIt = key.map((column) => `${table}."${column}" = ${valueOf(column)}`).join(' and ');
  return `update ${table} set ${sets} from (values ${valuesText(cap, columns.length, size)}) as v where ${isIt}`;
}

function valuesText(cap: StoreCapabilities, columns: number, size: number): string {
  let index = 0;
  const row = () => `(${Array.from({ length: columns }, () => cap.placeholder(++index)).join(', ')})`;
  return Array.from({ length: size }, row).join(', ');
}

function quoted(columns: readonly string[]): string[] {
  return columns.map((column) => `"${column}"`);
}

/** `select … from table where column in (values) …` with the list as one parameter. */
export function selectIn<Row>(
  db: Db,
  cap: StoreCapabilities,
  from: string,
  column: string,
  values: readonly string[],
  tail = '',
): Promise<Row[]> {
  if (values.length === 0) {
    return Promise.resolve([]);
  }
  const { text, parameters } = selecting(cap, from, column, values, tail);
  return run<Row>(db, text, parameters);
}

/** The statement of `selectIn`, to run together with others. */
export function selecting(
  cap: StoreCapabilities,
  from: string,
  column: string,
  values: readonly string[],
  tail = '',
): SqlStatement {
  return {
    text: `select ${from} where ${cap.inList(column, cap.placeholder(1))} ${tail}`,
    parameters: [cap.listParameter(values)],
  };
}
