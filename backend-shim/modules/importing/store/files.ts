/** Stores the files of snapshots. Contents are sealed before they come here. */
import { sql } from 'kysely';
import type { StoreCapabilities } from '../../../store/capabilities.ts';
import { run, upsertRows } from '../../../store/query.ts';
import type { ImportFileTable } from '../../../store/schema/imports.ts';
import type { Db } from '../../../store/store.ts';

/** null: there is no such file. */
export async function readImportFile(db: Db, id: string, path: string): Promise<string | null> {
  const row = await db
    .selectFrom('import_files')
    .select('content')
    .where('import_id', '=', id)
    .where('path', '=', path)
    .executeTakeFirst();
  return row?.content ?? null;
}

export async function writeImportFile(tx: Db, cap: StoreCapabilities, file: ImportFileTable): Promise<void> {
  await upsertRows(tx, cap, 'import_files', ['import_id', 'path'], [file]);
}

/** @param below a folder of the snapshot, whose name holds no wildcard. @returns paths from the root, sorted */
export async function listImportFiles(db: Db, id: string, below: string): Promise<string[]> {
  const rows = await db
    .selectFrom('import_files')
    .select('path')
    .where('import_id', '=', id)
    .where('path', 'like', `${below}/%`)
    .orderBy('path')
    .execute();
  return rows.map(({ path }) => path);
}

/** Removes a file, or a folder with all that is in it. */
export async function removeImportFiles(tx: Db, id: string, below: string): Promise<void> {
  await tx
    .deleteFrom('import_files')
    .where('import_id', '=', id)
    .where((is) => is.or([is('path', '=', below), is('path', 'like', `${below}/%`)]))
    .execute();
}

/** Puts a file or folder in the place of another. */
export async function moveImportFiles(tx: Db, id: string, from: string, to: string): Promise<void> {
  await removeImportFiles(tx, id, to);
  await tx
    .updateTable('import_files')
    .set({ path: sql<string>`${to} || substr(path, ${sql.lit(from.length + 1)})` })
    .where('import_id', '=', id)
    .where((is) => is.or([is('path', '=', from), is('path', 'like', `${from}/%`)]))
    .execute();
}

/** Whether this sidecar still works on the import; it does until the transaction ends. */
export async function isWorkedOnBy(tx: Db, cap: StoreCapabilities, id: string, owner: string): Promise<boolean> {
  const p = cap.placeholder;
  const rows = await run(
    tx,
    `select id from imports where id = ${p(1)} and lease_owner = ${p(2)} and steps <> '[]' ${cap.forUpdate}`,
    [id, owner],
  );
  return rows.length > 0;
}
