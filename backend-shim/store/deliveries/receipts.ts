/** Reads and writes receipts that wait for their delivery. */
import type { DeliveryReceipt } from '../../ports/channel.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run, selectIn } from '../query.ts';
import type { ReceiptTable } from '../schema/receipts.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export async function saveReceipts(
  work: Work,
  receipts: ReadonlyArray<{ providerId: string; receipt: DeliveryReceipt }>,
): Promise<void> {
  const rows = receipts.map(({ providerId, receipt }): ReceiptTable => ({
    id: work.ids.next(),
    provider_id: providerId,
    body: JSON.stringify(receipt),
    at: work.now,
    due_at: work.now,
  }));
  await insertRows(work.tx, work.cap, 'receipts', rows);
}

/** Whether this delivery went to this contact method of the person. */
export async function wentTo(
  db: Db,
  { placeholder: p }: StoreCapabilities,
  delivery: string,
  { user, method }: { user: string; method: string },
): Promise<boolean> {
  const text = `select id from deliveries where id = ${p(1)} and "user" = ${p(2)} and method = ${p(3)}`;
  return (await run(db, text, [delivery, user, method])).length > 0;
}

export function dueReceipts(work: Work, limit: number): Promise<ReceiptTable[]> {
  const p = work.cap.placeholder;
  return run<ReceiptTable>(
    work.tx,
    `select * from receipts where due_at <= ${p(1)} order by id limit ${p(2)} ${work.cap.forUpdateSkipLocked}`,
    [work.now, limit],
  );
}

export async function forgetReceipts(work: Work, ids: readonly string[]): Promise<void> {
  await run(work.tx, `delete from receipts where ${work.cap.inList('id', work.cap.placeholder(1))}`, [
    work.cap.listParameter(ids),
  ]);
}

export async function postponeReceipts(work: Work, ids: readonly string[], until: number): Promise<void> {
  const { placeholder: p, inList, listParameter } = work.cap;
  await run(work.tx, `update receipts set due_at = ${p(1)} where ${inList('id', p(2))}`, [until, listParameter(ids)]);
}

/** The numbers among these whose owner answered STOP. */
export async function stoppedNumbers(work: Work, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await selectIn<{ number: string }>(work.tx, work.cap, 'number from stopped', 'number', numbers);
  return new Set(rows.map((row) => row.number));
}

export async function setStopped(work: Work, number: string, stopped: boolean): Promise<void> {
  if (stopped) {
    await insertRows(work.tx, work.cap, 'stopped', [{ number, at: work.now }], 'on conflict (number) do nothing');
  } else {
    await run(work.tx, `delete from stopped where number = ${work.cap.placeholder(1)}`, [number]);
  }
}

/** @returns false if the message was received before */
export async function isFirstInbound(
  work: Work,
  heard: { service: string; message: string; number: string },
): Promise<boolean> {
  const { placeholder: p } = work.cap;
  const text = `insert into heard (service, message, number, at) values (${p(1)}, ${p(2)}, ${p(3)}, ${p(4)}) on conflict (service, message) do nothing returning service`;
  const rows = await run(work.tx, text, [heard.service, heard.message, heard.number, work.now]);
  return rows.length > 0;
}

export async function receiptsSince(work: Work, number: string, since: number): Promise<number> {
  const p = work.cap.placeholder;
  const rows = await run<{ n: number }>(
    work.tx,
    `select count(*) as n from heard where number = ${p(1)} and at > ${p(2)}`,
    [number, since],
  );
  return Number(rows[0]?.n ?? 0);
}

export async function removeOldReceipts(work: Work, before: number): Promise<void> {
  await run(work.tx, `delete from heard where at < ${work.cap.placeholder(1)}`, [before]);
}
