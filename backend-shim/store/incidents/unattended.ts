/** Finds incidents that wait for an instant but have no timer row. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

/** @returns ids of open and snoozed incidents without a timer; exhausted ones wait for nothing */
export async function readUnattendedIncidents({ tx, cap }: Work, limit: number): Promise<string[]> {
  const rows = await run<{ id: string }>(
    tx,
    `select i.id from incidents i left join timers t on t.kind = 'incident' and t.subject = i.id
     where i.state in ('open', 'snoozed') and i.exhausted = 0 and t.subject is null limit ${cap.placeholder(1)}`,
    [limit],
  );
  return rows.map(({ id }) => id);
}
