/** Interventions entered and corrected by hand; every earlier state is kept. */
import type { ProblemReason } from '#contract/reasons/problems';
import { latestEnd } from '#domain/labour/intervention-end';
import type { Refusal as Why } from '#contract/reasons/refusals';
import { formatDate } from '#domain/time/local';
import { withState } from '../../store/duties/stored-duties.ts';
import {
  insertIntervention,
  lockIntervention,
  readOpenInterventions,
  interventionFields,
  saveInterventionRows,
} from '../../store/duties/interventions.ts';
import { changeDetails, OPEN_AGAIN, recordCommand, recordedTravel } from '../../store/labour/intervention-details.ts';
import { sinceAfter, unitAt } from '../../store/duties/work-unit.ts';
import type { TravelTimes } from '../../store/labour/intervention-details.ts';
import type { InterventionTable } from '../../store/schema/duties.ts';
import type { InterventionDetailTable } from '../../store/schema/labour.ts';
import type { Work } from '../../store/work.ts';

export interface InterventionTimes {
  start: number;
  end: number | null;
  travel: TravelTimes;
  note: string;
}

/** What a person says of an intervention whose end was assumed. */
export interface ConfirmedTimes {
  end: number;
  /** null: as recorded. */
  travel: { [Part in keyof TravelTimes]: TravelTimes[Part] | null };
}

export type InterventionResult =
  /** `before`: as it was; null: it is new. */
  | { ok: true; before: InterventionTable | null; intervention: InterventionTable }
  | ({ ok: false; field: string; message: string } & ProblemReason)
  | { ok: false; field: null; code: 'not-found' | 'conflict'; message: string; why: Why };

/** Accepts past times only: future time has not been worked. */
function problemWith(
  times: Pick<InterventionTimes, 'start' | 'end'>,
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

/** What was recorded before the unit's `since` stays as it is, and nothing is added to it. */
function problemWithStart(
  { directory, now }: Work,
  user: string,
  start: number,
): ({ field: string; message: string } & ProblemReason) | null {
  const date = sinceAfter(directory, user, start, now);
  if (date === null) {
    return null;
  }
  const since = formatDate(date);
  return { field: 'start', message: `must not be before ${since}`, reason: 'before-since', data: { since } };
}

export async function addIntervention(
  work: Work,
  incident: string,
  user: string,
  times: InterventionTimes,
): Promise<InterventionResult> {
  const problem = problemWith(times, work.now) ?? problemWithStart(work, user, times.start);
  if (problem) {
    return { ok: false, ...problem };
  }
  const [open] = await readOpenInterventions(work, incident, user);
  // "I'm on it", pressed twice.
  if (open && times.end === null) {
    await recordCommand(work, open);
    return { ok: true, before: open, intervention: open };
  }
  const row: InterventionTable = {
    id: work.ids.next(),
    incident,
    user,
    start_at: times.start,
    end_at: times.end,
    travel_ms: times.travel.before + times.travel.after,
    note: times.note,
    history: '[]',
    version: 1,
  };
  await insertIntervention(work, row);
  await changeDetails(work, [row], () => ({
    ...travelColumns(times.travel),
    // "I'm on it" is a command; what is entered afterwards is a person's word.
    acted_at: times.end === null ? work.now : null,
    ended_by: times.end === null ? null : 'person',
  }));
  return { ok: true, before: null, intervention: row };
}

function travelColumns({ before, after }: TravelTimes) {
  return { travel_before_ms: before, travel_after_ms: after };
}

type Missing = Extract<InterventionResult, { field: null }>;

export async function changeIntervention(
  work: Work,
  id: string,
  times: InterventionTimes,
  by: string,
  ifVersion: number | null,
): Promise<InterventionResult> {
  const row = await lockUnchanged(work, id, ifVersion);
  if ('ok' in row) {
    return row;
  }
  const { start, end, travel, note } = times;
  const hasMoved = start !== row.start_at;
  const problem = problemWith(times, work.now) ?? (hasMoved ? problemWithStart(work, row.user, start) : null);
  if (problem) {
    return { ok: false, ...problem };
  }
  const unit = unitAt(work.directory, row.user, start);
  return replaced(work, row, by, {
    columns: { start_at: start, end_at: end, note },
    travel,
    details: {
      ...(end === null ? OPEN_AGAIN : { ended_by: 'person' as const }),
      ...(hasMoved && unit !== null && { unit }),
    },
  });
}

/** The person's answer to the question when they stopped. */
export async function confirmIntervention(
  work: Work,
  id: string,
  { end, travel }: ConfirmedTimes,
  by: string,
  ifVersion: number | null,
): Promise<InterventionResult> {
  const row = await lockUnchanged(work, id, ifVersion);
  if ('ok' in row) {
    return row;
  }
  const start = row.start_at;
  const problem = problemWith({ start, end }, latestEnd({ start }, work.now));
  if (problem) {
    return { ok: false, ...problem };
  }
  const recorded = await recordedTravel(work, row);
  return replaced(work, row, by, {
    columns: { end_at: end },
    travel: { before: travel.before ?? recorded.before, after: travel.after ?? recorded.after },
    details: { ended_by: 'person', confirmed_at: work.now, confirmed_by: by },
  });
}

async function lockUnchanged(work: Work, id: string, ifVersion: number | null): Promise<InterventionTable | Missing> {
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
  return ifVersion === null || ifVersion === row.version
    ? row
    : {
        ok: false,
        field: null,
        code: 'conflict',
        message: 'It has changed since you loaded it. Load it again.',
        why: { reason: 'stale' },
      };
}

interface InterventionChange {
  columns: Partial<InterventionTable>;
  travel: TravelTimes;
  details: Partial<InterventionDetailTable>;
}

async function replaced(
  work: Work,
  row: InterventionTable,
  by: string,
  { columns, travel, details }: InterventionChange,
): Promise<InterventionResult> {
  const changed: InterventionTable = {
    ...row,
    ...columns,
    travel_ms: travel.before + travel.after,
    version: row.version + 1,
    history: withState(row, snapshot(row, by, work.now), work.unreadable),
  };
  await saveInterventionRows(work, [changed]);
  await changeDetails(work, [changed], () => ({ ...travelColumns(travel), ...details }));
  return { ok: true, before: row, intervention: changed };
}

/** The state that is being replaced, with who replaced it and when. */
function snapshot(row: InterventionTable, by: string, at: number): object {
  return { at: new Date(at).toISOString(), by, ...interventionFields(row) };
}
