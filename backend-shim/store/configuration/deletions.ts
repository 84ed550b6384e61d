/** Keeps what deletions of configured objects removed, for as long as they can be undone (`deletions`). */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { run, upsertRows } from '../query.ts';
import type { ConfigTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import { parseStored, readStored } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { Work } from '../work.ts';

const ROW = strict({
  kind: z.string(),
  id: z.string(),
  body: z.string(),
  origin: z.enum(['file', 'api']),
  version: z.int(),
  created_at: z.int(),
  updated_at: z.int(),
} satisfies WholeShape<ConfigTable>);

const DELETION = strict({
  /** The object, and rows beside it that the deletion removed or changed, as they were. */
  before: z.array(ROW),
  /** Rows that the deletion added. */
  added: z.array(strict({ kind: z.string(), id: z.string() } satisfies WholeShape<ObjectKey>)),
} satisfies WholeShape<Omit<Deletion, 'at'>>);

export interface Deletion {
  at: number;
  before: ConfigTable[];
  added: Array<{ kind: string; id: string }>;
}

interface ObjectKey {
  kind: string;
  id: string;
}

export async function saveDeletion(work: Work, { kind, id }: ObjectKey, deletion: Deletion): Promise<void> {
  const { at, before, added } = deletion;
  await upsertRows(
    work.tx,
    work.cap,
    'deletions',
    ['kind', 'id'],
    [{ kind, id, at, body: JSON.stringify({ before, added }) }],
  );
}

/** @returns null: there is none, or it cannot be read */
export async function readDeletion(db: Db, { kind, id }: ObjectKey): Promise<Deletion | null> {
  const row = await db
    .selectFrom('deletions')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  const read = row && readStored(DELETION, row.body, { kind: 'deletions', id: `${kind}/${id}` });
  return row && read?.ok ? { at: row.at, ...read.value } : null;
}

/** The deleted object with its secrets sealed, for whoever decides on rights; null: it is gone. */
export async function readDeletedObject(db: Db, key: ObjectKey): Promise<(ObjectKey & { body: unknown }) | null> {
  const deletion = await readDeletion(db, key);
  const row = deletion?.before.find(({ kind, id }) => kind === key.kind && id === key.id);
  const body = row && parseStored(row.body, key);
  return body?.ok ? { ...key, body: body.value } : null;
}

export async function forgetDeletion(work: Work, { kind, id }: ObjectKey): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from deletions where kind = ${p(1)} and id = ${p(2)}`, [kind, id]);
}

/** Their rows may hold personal data, which must not outlive the object. */
export async function forgetDeletionsBefore(work: Work, at: number): Promise<void> {
  await run(work.tx, `delete from deletions where at < ${work.cap.placeholder(1)}`, [at]);
}
