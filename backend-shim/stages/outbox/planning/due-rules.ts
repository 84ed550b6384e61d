/** Pages whose next notification rule is due. */
import { startDueRules } from '#domain/notify/page';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import type { Log } from '../../../ports/log.ts';
import { pagesById } from '../../../store/deliveries/outbox/pages.ts';
import type { PageRow } from '../../../store/schema/deliveries.ts';
import { clearTimers, dueTimers } from '../../../store/timers.ts';
import type { Work } from '../../../store/work.ts';
import type { ImmediateDispatch } from './at-once.ts';
import { createLedger } from './ledger.ts';
import { pageDelivery } from './pages.ts';
import { readPage } from '../../../store/deliveries/stored-page.ts';
import type { PlanningContext } from './planning.ts';

const BATCH = 200;

/**
 * @param hand how new deliveries are sent; see `ImmediateDispatch`
 * @returns how many timers were handled; the caller asks again until there are none
 */
export async function tickPages(
  work: Work,
  channels: ChannelRegistry,
  log: Log,
  hand?: ImmediateDispatch,
): Promise<number> {
  const due = await dueTimers(work, 'page', BATCH);
  if (due.length === 0) {
    return 0;
  }
  const rows = await pagesById(
    work,
    due.map((timer) => timer.subject),
  );
  const ledger = await createLedger(work, [...new Set(rows.map((row) => row.incident))]);
  const planning: PlanningContext = { work, channels, ledger };
  for (const row of rows) {
    startSafely(planning, row);
  }
  await clearTimers(
    work,
    'page',
    due.map((timer) => timer.subject).filter((id) => !rows.some((row) => row.id === id)),
  );
  await ledger.save(hand);
  log.debug({ pages: rows.length }, 'notification rules started');
  return due.length;
}

/** A page that cannot continue has failed, so its step moves on. */
function startSafely(planning: PlanningContext, row: PageRow): void {
  const { work, ledger } = planning;
  try {
    startRules(planning, row);
  } catch (error) {
    work.report({ stage: 'page', incident: row.incident, error });
    ledger.put({
      row: { ...row, state: 'failed', ended_at: work.now },
      page: { state: 'failed', rules: [], heldUntil: null },
    });
  }
}

function startRules(planning: PlanningContext, row: PageRow): void {
  const { work, ledger } = planning;
  const responder = work.directory.responders.get(row.user) ?? null;
  const { page, methods } = startDueRules(readPage(row, work.unreadable), work.now);
  methods.forEach((method) => ledger.deliver(pageDelivery(planning, row, responder, method)));
  ledger.put({ row: { ...row, state: page.state, ended_at: page.state === 'failed' ? work.now : row.ended_at }, page });
}
