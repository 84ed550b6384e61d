/** Stores alerts as a source's parser read them; they outlive the payload, so that a past night can be gone through again. */
import { aside } from '../concurrency/aside.ts';
import { insertRows, run } from '../query.ts';
import type { SignalBodyTable } from '../schema/intake.ts';
import type { Work } from '../work.ts';

export async function insertSignalBodies(work: Work, rows: readonly SignalBodyTable[]): Promise<void> {
  await aside(work, 'signal_bodies', () => insertRows(work.tx, work.cap, 'signal_bodies', rows), undefined);
}

/** @returns how many were removed, at most `limit` */
export async function removeSignalBodies({ tx, cap }: Work, before: number, limit: number): Promise<number> {
  const p = cap.placeholder;
  const old = await run<{ signal: string }>(tx, `select signal from signal_bodies where at < ${p(1)} limit ${limit}`, [
    before,
  ]);
  const ids = old.map(({ signal }) => signal);
  if (ids.length > 0) {
    await run(tx, `delete from signal_bodies where ${cap.inList('signal', p(1))}`, [cap.listParameter(ids)]);
  }
  return ids.length;
}
