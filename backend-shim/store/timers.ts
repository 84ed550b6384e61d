/** Rows with a due time: the engine's only queue. */
import { run, upsertRows } from './query.ts';
import type { TimerTable } from './schema.ts';
import type { Db } from './store.ts';
import type { Work } from './work.ts';

/** What waits: an incident, a page, a heartbeat, a step all of whose deliveries failed. */
export type TimerKind = 'incident' | 'page' | 'heartbeat' | 'unreachable';

export async function setTimers(work: Work, rows: readonly TimerTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'timers', ['kind', 'subject'], rows);
}

export async function clearTimers(work: Work, kind: TimerKind, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0) {
    const text = `delete from timers where kind = ${work.cap.placeholder(1)} and ${work.cap.inList('subject', work.cap.placeholder(2))}`;
    await run(work.tx, text, [kind, work.cap.listParameter(subjects)]);
  }
}

/**
 * Due timers, most severe first, locked against other sidecars. They stay until the stage that
 * handles them moves or clears them in the same transaction.
 */
export function dueTimers(work: Work, kind: TimerKind, limit: number): Promise<TimerTable[]> {
  const p = work.cap.placeholder;
  const text = `select * from timers where kind = ${p(1)} and due_at <= ${p(2)} order by rank desc, due_at limit ${p(3)} ${work.cap.forUpdateSkipLocked}`;
  return run<TimerTable>(work.tx, text, [kind, work.now, limit]);
}

const FIRST_BACKOFF = 1000;
const LONGEST_BACKOFF = 5 * 60_000;

/** A row that throws is pushed back and never blocks the others. */
export async function pushBack(work: Work, timer: TimerTable): Promise<void> {
  const wait = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** Math.min(timer.attempt, 20));
  await setTimers(work, [{ ...timer, due_at: work.now + wait, attempt: timer.attempt + 1 }]);
}

/** The earliest instant at which a timer or a delivery is due, or a lease ends; null: nothing waits. */
export async function earliestDue(db: Db): Promise<number | null> {
  const rows = await run<{ at: number | null }>(
    db,
    `select min(due_at) as at from timers
     union all select min(due_at) from deliveries where state = 'due'
     union all select min(lease_until) from deliveries where state = 'sending'`,
    [],
  );
  const due = rows.map((row) => row.at).filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}

