/** Moves the waits of pages and retries when the clock steps back. */
import { shiftRules } from '#domain/notify/page';
import { shiftDeliveries } from '../../store/deliveries/outbox/outcomes.ts';
import { runningPages } from '../../store/deliveries/outbox/pages.ts';
import type { Work } from '../../store/work.ts';
import { updatePages } from './planning/ledger.ts';
import { readPage } from '../../store/deliveries/stored-page.ts';

/** Moves the waits of pages and of retries. @param by ms, negative */
export async function shiftOutbox(work: Work, by: number): Promise<void> {
  const rows = await runningPages(work);
  await updatePages(
    work,
    rows.map((row) => ({ row, page: shiftRules(readPage(row, work.unreadable), by) })),
  );
  await shiftDeliveries(work, by);
}
