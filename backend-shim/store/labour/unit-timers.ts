/** Sets timers of units: after a change of the configuration people's rests are looked at, too. */
import { write } from '../query.ts';
import { setTimers } from '../timers.ts';
import type { Work } from '../work.ts';

/** The rank of a unit whose schedules, rules, duties or absences may have changed, or that is gone. */
export const UNIT_CHANGED = 1;

/** Makes these units due, and with them the rests of their people. */
export function setUnitsChanged(work: Work, units: readonly string[]): Promise<void> {
  return setTimers(
    work,
    inOrder(units).map((subject) => ({ kind: 'unit', subject, due_at: work.now, rank: UNIT_CHANGED, attempt: 0 })),
  );
}

/** Makes these units due; one that changed and was not looked at yet stays changed. */
export async function setUnitsDue({ tx, cap, now }: Work, units: readonly string[]): Promise<void> {
  const p = cap.placeholder;
  for (const subject of inOrder(units)) {
    const text = `insert into timers (kind, subject, due_at, rank, attempt) values ('unit', ${p(1)}, ${p(2)}, 0, 0)
      on conflict (kind, subject) do update set due_at = excluded.due_at, attempt = excluded.attempt,
        rank = case when timers.rank > 0 then timers.rank else 0 end`;
    await write(tx, text, [subject, now]);
  }
}

/** Always in the same order, so that two transactions do not deadlock. */
function inOrder(units: readonly string[]): string[] {
  return [...new Set(units)].sort();
}
