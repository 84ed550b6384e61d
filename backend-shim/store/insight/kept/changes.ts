/**
 * Notes that something of a past day has changed, so that what is kept of the day counts no longer. Notes are only added,
 * so that transactions never wait for each other here.
 */
import { aside } from '../../concurrency/aside.ts';
import { DAY, HOUR } from '#domain/time/duration';
import { insertRows, run, selectIn } from '../../query.ts';
import type { Work } from '../../work.ts';

/** Days since 1970, in UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

/** A day is kept so long after its end at the earliest. */
const KEPT_AFTER = 2 * HOUR;
/** From then on changes are noted: well before it can be kept, so that no transaction and no clock comes in between. */
const NOTED_AFTER = HOUR;

export function isForKeeping(day: number, now: number): boolean {
  return now >= (day + 1) * DAY + KEPT_AFTER;
}

/** @param opened when the incidents that were changed had opened */
export async function noteChanged(work: Work, opened: readonly number[]): Promise<void> {
  const past = opened.map(dayOf).filter((day) => work.now >= (day + 1) * DAY + NOTED_AFTER);
  if (past.length > 0) {
    const rows = [...new Set(past)].map((day) => ({ id: work.ids.next(), day }));
    await aside(work, 'insight_changes', () => insertRows(work.tx, work.cap, 'insight_changes', rows), undefined);
  }
}

export async function noteChangedIncidents(work: Work, incidents: readonly string[]): Promise<void> {
  const rows = await selectIn<{ opened_at: number }>(work.tx, work.cap, 'opened_at from incidents', 'id', incidents);
  await noteChanged(
    work,
    rows.map(({ opened_at }) => opened_at),
  );
}

/** For what may be kept no longer, and not only is no longer true. */
export async function dropDaysOf(work: Work, opened: readonly number[]): Promise<void> {
  const { tx, cap } = work;
  await noteChanged(work, opened);
  for (const day of new Set(opened.map(dayOf))) {
    await run(tx, `delete from insight_facts where day = ${cap.placeholder(1)}`, [day]);
    await run(tx, `delete from insight_days where day = ${cap.placeholder(1)}`, [day]);
  }
}
