/** Stores imports and the leases of those that run: one sidecar works on an import, until its lease ends. */
import type { RunStep } from '#modules/importing/contract/wizard';
import { insertRows, run } from '../../../store/query.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { Db } from '../../../store/store.ts';
import type { Work } from '../../../store/work.ts';

/** How long a lease lasts without being renewed. */
const IMPORT_LEASE_MS = 15_000;

export async function listImports(db: Db): Promise<ImportTable[]> {
  return db.selectFrom('imports').selectAll().orderBy('id').execute();
}

export async function findImport(db: Db, id: string): Promise<ImportTable | null> {
  return (await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** @returns the import, locked until the transaction ends */
export async function lockImport({ tx, cap }: Work, id: string): Promise<ImportTable | null> {
  const [row] = await run<ImportTable>(tx, `select * from imports where id = ${cap.placeholder(1)} ${cap.forUpdate}`, [
    id,
  ]);
  return row ?? null;
}

export async function insertImport({ tx, cap }: Work, row: ImportTable): Promise<void> {
  await insertRows(tx, cap, 'imports', [row]);
}

export async function changeImport({ tx }: Work, id: string, changes: Partial<Omit<ImportTable, 'id'>>): Promise<void> {
  await tx.updateTable('imports').set(changes).where('id', '=', id).execute();
}

/** Removes an import with its snapshot and key. */
export async function removeImport({ tx }: Work, id: string): Promise<void> {
  await tx.deleteFrom('import_files').where('import_id', '=', id).execute();
  await tx.deleteFrom('imports').where('id', '=', id).execute();
}

/** Begins work on every import that waits and has no other worker. */
export async function claimImports({ tx, cap, now }: Work, owner: string): Promise<ImportTable[]> {
  const p = cap.placeholder;
  const waiting = `select id from imports where steps <> '[]' and (lease_until is null or lease_until <= ${p(3)}) ${cap.forUpdateSkipLocked}`;
  return run<ImportTable>(
    tx,
    `update imports set lease_owner = ${p(1)}, lease_until = ${p(2)}, attempts = attempts + 1 where id in (${waiting}) returning *`,
    [owner, now + IMPORT_LEASE_MS, now],
  );
}

/** @returns false: another sidecar has taken over, or somebody stopped or deleted the import */
export async function renewImport({ tx, cap, now }: Work, owner: string, id: string): Promise<boolean> {
  const p = cap.placeholder;
  const renewed = await run(
    tx,
    `update imports set lease_until = ${p(1)} where id = ${p(2)} and lease_owner = ${p(3)} and steps <> '[]' returning id`,
    [now + IMPORT_LEASE_MS, id, owner],
  );
  return renewed.length > 0;
}

/** Says how far the running step is, if this sidecar still works on it. */
export async function tellProgress({ tx, cap }: Work, owner: string, id: string, progress: string): Promise<void> {
  const p = cap.placeholder;
  await run(tx, `update imports set progress = ${p(1)} where id = ${p(2)} and lease_owner = ${p(3)}`, [
    progress,
    id,
    owner,
  ]);
}

/** Gives the import to the next sidecar at once; a stop counts as no failed attempt. */
export async function releaseImport({ tx, cap }: Work, owner: string, id: string): Promise<void> {
  const p = cap.placeholder;
  await run(
    tx,
    `update imports set lease_owner = null, lease_until = null, attempts = attempts - 1 where id = ${p(1)} and lease_owner = ${p(2)}`,
    [id, owner],
  );
}

/** Releases all leases at a start on SQLite, where no other process can hold one. */
export async function voidImportLeases({ tx }: Work): Promise<void> {
  await tx.updateTable('imports').set({ lease_owner: null, lease_until: null }).execute();
}

export function stepsText(steps: readonly RunStep[]): string {
  return JSON.stringify(steps);
}
