/**
 * Writes and reads the audit log: every change of configuration and every action, with the values before and after. The
 * log is append-only.
 */
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run } from '../query.ts';
import type { AuditTable } from '../schema/access.ts';
import type { ListSource } from '../search/search.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export interface AuditEntry {
  /** Login, token's name, `api`, or `files`. */
  actor: string;
  /** create, change, delete, or the command. */
  action: string;
  kind: string;
  /** Id of what was changed. */
  subject: string;
  /** Contains no secrets, since people read it. */
  before: unknown;
  after: unknown;
}

/** Written in the transaction of the change, so that neither exists without the other. */
export async function writeAudit(work: Work, entries: readonly AuditEntry[]): Promise<void> {
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  await insertRows(
    work.tx,
    work.cap,
    'audit',
    entries.map(({ before, after, ...rest }) => ({
      id: work.ids.next(),
      at: work.now,
      ...rest,
      before: json(before),
      after: json(after),
    })),
  );
}

/** Entries of one actor, and their size. */
export interface AuditedLately {
  entries: number;
  /** Characters of what they state. */
  size: number;
}

/**
 * @param of of which kind of object, by which action; null: all that are no commands on incidents, ratings included
 * @param since epoch ms; entries with future instants were written before the clock was set back, and do not count
 */
export async function countAudited(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  actor: string,
  of: { kind: string; action: string } | null,
  since: number,
): Promise<AuditedLately> {
  const query = tx
    .selectFrom('audit')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('entries'),
      fn.sum<number | string | null>(fn('length', ['after'])).as('size'),
    ])
    .where('actor', '=', actor)
    .where('at', '>', since)
    .where('at', '<=', now);
  const row = await (
    of === null
      ? query.where(({ eb, or }) => or([eb('kind', '<>', 'incidents'), eb('action', 'in', ['rate', 'unrate'])]))
      : query.where('kind', '=', of.kind).where('action', '=', of.action)
  ).executeTakeFirst();
  return { entries: Number(row?.entries ?? 0), size: Number(row?.size ?? 0) };
}

export interface AuditFilter {
  actor?: string | undefined;
  kind?: string | undefined;
  subject?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Id of the last entry of the page before. */
  before?: string | undefined;
  limit: number;
}

/** Ids of entries, newest first. @throws SearchRefused */
export async function findAudited(
  { db, search }: ListSource,
  { limit, before, from, to, ...columns }: AuditFilter,
): Promise<string[]> {
  let query = db.selectFrom('audit').select('id').orderBy('id', 'desc').limit(limit);
  for (const column of ['actor', 'kind', 'subject'] as const) {
    const value = columns[column];
    query = value === undefined ? query : query.where(column, '=', value);
  }
  query = from === undefined ? query : query.where('at', '>=', from);
  query = to === undefined ? query : query.where('at', '<', to);
  query = before === undefined ? query : query.where('id', '<', before);
  const isFiltered = [from, to, ...Object.values(columns)].some((one) => one !== undefined);
  const rows = await (isFiltered ? search(query) : query.execute());
  return rows.map(({ id }) => id);
}

/** Newest first. */
export async function readAudit(db: Db, ids: readonly string[]): Promise<AuditTable[]> {
  return ids.length === 0
    ? []
    : db.selectFrom('audit').selectAll().where('id', 'in', ids).orderBy('id', 'desc').execute();
}

export interface ObjectCreation {
  subject: string;
  actor: string;
  /** Epoch ms. */
  at: number;
}

/** Creations of these objects of one kind; for one that was deleted and made again, the last. */
export async function readCreations(
  db: Db,
  cap: StoreCapabilities,
  kind: string,
  ids: readonly string[],
): Promise<ObjectCreation[]> {
  const text =
    `select subject, actor, at from audit where kind = ${cap.placeholder(1)} and action = 'create' ` +
    `and ${cap.inList('subject', cap.placeholder(2))} order by id`;
  const rows = await run<{ subject: string; actor: string; at: number | string }>(db, text, [
    kind,
    cap.listParameter(ids),
  ]);
  return [...new Map(rows.map((row) => [row.subject, { ...row, at: Number(row.at) }])).values()];
}
