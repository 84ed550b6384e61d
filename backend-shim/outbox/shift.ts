/** Moves the waits of pages and retries when the clock steps back. */
import { shiftRules } from '#domain/notify/page';
import { run } from '../store/query.ts';
import type { PageRow } from '../store/schema/deliveries.ts';
import type { Work } from '../store/work.ts';
import { updatePages } from './planning/ledger.ts';
import { readPage } from '../store/deliveries/stored-page.ts';

/** Moves the waits of pages and of retries. @param by ms, negative */
export async function shiftOutbox(work: Work, by: number): Promise<void> {
  const p = work.cap.placeholder;
  const rows = await run<PageRow>(work.tx, `select * from pages where state = 'running'`, []);
  await updatePages(
    work,
    rows.map((row) => ({ row, page: shiftRules(readPage(row, work.unreadable), by) })),
  );
  await run(work.tx, `update deliveries set due_at = due_at + ${p(1)} where state = 'due'`, [by]);
  await run(work.tx, `update deliveries set lease_until = lease_until + ${p(1)} where state = 'sending'`, [by]);
}
