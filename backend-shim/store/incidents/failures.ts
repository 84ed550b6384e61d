/**
 * Counts how often in a row the advance of an incident has thrown: one count for all sidecars, kept across restarts.
 */
import { selectIn, upsertRows, write } from '../query.ts';
import type { AdvanceFailureTable } from '../schema/incidents.ts';
import type { Work } from '../work.ts';

/** After this many failures in a row, or this long after the first, the failing part is skipped. */
const MOST_TRIES = 3;
const LONGEST_MS = 60_000;
const LONGEST_ERROR = 500;

export async function readFailures(
  work: Work,
  incidents: readonly string[],
): Promise<Map<string, AdvanceFailureTable>> {
  const rows = await selectIn<AdvanceFailureTable>(work.tx, work.cap, '* from advance_failures', 'incident', incidents);
  return new Map(rows.map((row) => [row.incident, row]));
}

/** Counts one more failure. */
export function failedAgain(
  before: AdvanceFailureTable | undefined,
  incident: string,
  error: string,
  now: number,
): AdvanceFailureTable {
  // The clock was set back, so the wait begins anew.
  const since = Math.min(before?.since ?? now, now);
  return { incident, since, at: now, tries: (before?.tries ?? 0) + 1, error: error.slice(0, LONGEST_ERROR) };
}

/** Whether the incident was retried often or long enough. */
export function isHopeless({ tries, since }: AdvanceFailureTable, now: number): boolean {
  return tries >= MOST_TRIES || now - since >= LONGEST_MS;
}

export async function saveFailures(work: Work, rows: readonly AdvanceFailureTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'advance_failures', ['incident'], rows);
}

export async function clearFailures(work: Work, incidents: readonly string[]): Promise<void> {
  if (incidents.length > 0) {
    await write(work.tx, `delete from advance_failures where ${work.cap.inList('incident', work.cap.placeholder(1))}`, [
      work.cap.listParameter(incidents),
    ]);
  }
}
