/** Interventions entered and corrected by hand; every earlier state is kept. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import { withState } from '../store/duties/stored-duties.ts';
import {
  insertIntervention,
  lockIntervention,
  readOpenInterventions,
  interventionFields,
  saveInterventionRows,
} from '../store/duties/interventions.ts';
import type { InterventionTable } from '../store/schema/duties.ts';
import type { Work } from '../store/work.ts';

export interface InterventionTimes {
  start: number;
  end: number | null;
  travel: number;
  note: string;
}

export type InterventionResult =
  /** `before`: as it was; null: it is new. */
  | { ok: true; before: InterventionTable | null; intervention: InterventionTable }
  | ({ ok: false; field: string; message: string } & ProblemReason)
  | { ok: false; field: null; code: 'not-found' | 'conflict'; message: string; why: Why };

/** Accepts past times only: future time has not been worked. */
function problemWith(
  times: InterventionTimes,
  now: number,
): ({ field: string; message: string } & ProblemReason) | null {
  if (times.start > now) {
    return { field: 'start', message: 'must not be in the future', reason: 'in-future' };
  }
  if (times.end !== null && times.end <= times.start) {
    return { field: 'end', message: 'must be after start', reason: 'not-after', data: { field: 'start' } };
  }
  return times.end !== null && times.end > now
    ? { field: 'end', message: 'must not be in the future', reason: 'in-future' }
    : null;
}

export async function addIntervention(
  work: Work,
  incident: string,
  user: string,
  times: InterventionTimes,
): Promise<InterventionResult> {
  const problem = problemWith(times, work.now);
  if (problem) {
    return { ok: false, ...problem };
  }
  const [open] = await readOpenInterventions(work, incident, user);
  // "I'm on it", pressed twice.
  if (open && times.end === null) {
    return { ok: true, before: open, intervention: open };
  }
  const row: InterventionTable = {
    id: work.ids.next(),
    incident,
    user,
    start_at: times.start,
    end_at: times.end,
    travel_ms: times.travel,
    note: times.note,
    history: '[]',
    version: 1,
  };
  await insertIntervention(work, row);
  return { ok: true, before: null, intervention: row };
}

export async function changeIntervention(
  work: Work,
  id: string,
  times: InterventionTimes,
  by: string,
  ifVersion: number | null,
): Promise<InterventionResult> {
  const row = await lockIntervention(work, id);
  if (!row) {
    return {
      ok: false,
      field: null,
      code: 'not-found',
      message: 'There is no such intervention.',
      why: { reason: 'no-such', data: { kind: 'intervention', id } },
    };
  }
  if (ifVersion !== null && ifVersion !== row.version) {
    return {
      ok: false,
      field: null,
      code: 'conflict',
      message: 'It has changed since you loaded it. Load it again.',
      why: { reason: 'stale' },
    };
  }
  const problem = problemWith(times, work.now);
  if (problem) {
    return { ok: false, ...problem };
  }
  const changed: InterventionTable = {
    ...row,
    start_at: times.start,
    end_at: times.end,
    travel_ms: times.travel,
    note: times.note,
    version: row.version + 1,
    history: withState(row, snapshot(row, by, work.now), work.unreadable),
  };
  await saveInterventionRows(work, [changed]);
  return { ok: true, before: row, intervention: changed };
}

/** The state that is being replaced, with who replaced it and when. */
function snapshot(row: InterventionTable, by: string, at: number): object {
  return { at: new Date(at).toISOString(), by, ...interventionFields(row) };
}
