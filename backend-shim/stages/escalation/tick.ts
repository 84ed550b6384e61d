/** Processes incidents with due timers: steps, snoozes, confirmations, delayed resolutions. */
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import { advanceWithFallback } from '#domain/incident/progress/advance-with-fallback';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { clearFailures, failedAgain, isHopeless, readFailures, saveFailures } from '../../store/incidents/failures.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import type { TimerTable } from '../../store/schema.ts';
import type { AdvanceFailureTable } from '../../store/schema/incidents.ts';
import { clearTimers, dueTimers, reschedule } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

export interface TickResult {
  handled: number;
  /** Delay in ms of each processed timer. */
  lateness: number[];
  /** Number of rows that failed and were postponed. */
  failed: number;
}

const BATCH = 200;

interface Due {
  incidents: TimerTable[];
  unreachable: TimerTable[];
}

/**
 * Handles up to one batch; the caller repeats until nothing is due.
 * @param only process only this incident, because its batch failed
 */
export async function tickEscalation(work: Work, only?: string): Promise<TickResult> {
  const due = await dueOf(work, only);
  if (due.incidents.length + due.unreachable.length === 0) {
    return { handled: 0, lateness: [], failed: 0 };
  }
  const events = eventsByIncident(due);
  const incidents = await lockIncidents(work, [...events.keys()]);
  const facts = await loadFacts(work, [...incidents.values()]);
  const failures = await readFailures(work, [...events.keys()]);
  const changes: IncidentChange[] = [];
  const failed = new Map<string, AdvanceFailureTable>();
  for (const [id, todo] of events) {
    const incident = incidents.get(id);
    const moved = incident && move(work, incident, todo, facts, failures.get(id));
    if (moved && 'tries' in moved) {
      failed.set(id, moved);
    } else if (moved) {
      changes.push(moved);
    }
  }
  await clearTimers(
    work,
    'unreachable',
    due.unreachable.map((timer) => timer.subject),
  );
  await clearGone(work, due.incidents, incidents);
  await saveChanges(work, changes);
  await clearFailures(
    work,
    changes.map(({ incident }) => incident.id).filter((id) => failures.has(id)),
  );
  await saveFailures(work, [...failed.values()]);
  const again = [...due.incidents, ...due.unreachable].filter((timer) => failed.has(incidentOf(timer)));
  for (const timer of again) {
    await reschedule(work, timer);
  }
  return {
    handled: due.incidents.length + due.unreachable.length,
    lateness: due.incidents.map((timer) => work.now - timer.due_at),
    failed: again.length,
  };
}

async function dueOf(work: Work, only: string | undefined): Promise<Due> {
  const unreachable = await dueTimers(work, 'unreachable', BATCH);
  const incidents = await dueTimers(work, 'incident', BATCH);
  const isWanted = (timer: TimerTable) => only === undefined || incidentOf(timer) === only;
  return { incidents: incidents.filter(isWanted), unreachable: unreachable.filter(isWanted) };
}

function eventsByIncident({ incidents, unreachable }: Due): Map<string, IncidentEvent[]> {
  const events = new Map<string, IncidentEvent[]>();
  for (const timer of unreachable) {
    const entry = Number(timer.subject.slice(timer.subject.lastIndexOf(':') + 1));
    events.set(incidentOf(timer), [...(events.get(incidentOf(timer)) ?? []), { kind: 'unreachable', entry }]);
  }
  for (const timer of incidents) {
    events.set(timer.subject, [...(events.get(timer.subject) ?? []), { kind: 'timers' }]);
  }
  return events;
}

/** The subject of an `unreachable` timer is `<incident>:<entry>`. */
export function incidentOf(timer: Pick<TimerTable, 'kind' | 'subject'>): string {
  return timer.kind === 'unreachable' ? timer.subject.slice(0, timer.subject.lastIndexOf(':')) : timer.subject;
}

/** @returns the change, or the failure if it is to be retried */
function move(
  work: Work,
  incident: Incident,
  events: IncidentEvent[],
  facts: DecisionFacts,
  before: AdvanceFailureTable | undefined,
): IncidentChange | AdvanceFailureTable {
  // The failures may come from rounds that could not even be saved, so only the last resort is left to try.
  if (before && isHopeless(before, work.now)) {
    return anyhow(work, incident, events, facts, before);
  }
  try {
    return advance(incident, events, work.now, facts);
  } catch (error) {
    work.report({ stage: 'advance', incident: incident.id, error });
    const failure = failedAgain(before, incident.id, textOf(error), work.now);
    return isHopeless(failure, work.now) ? anyhow(work, incident, events, facts, failure) : failure;
  }
}

function anyhow(
  work: Work,
  incident: Incident,
  events: IncidentEvent[],
  facts: DecisionFacts,
  failure: AdvanceFailureTable,
): IncidentChange | AdvanceFailureTable {
  try {
    return advanceWithFallback(incident, events, work.now, facts, failure);
  } catch (error) {
    work.report({ stage: 'advance', incident: incident.id, error });
    return failedAgain(failure, incident.id, textOf(error), work.now);
  }
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Removes timers of incidents that retention deleted. */
async function clearGone(
  work: Work,
  due: readonly TimerTable[],
  incidents: ReadonlyMap<string, Incident>,
): Promise<void> {
  await clearTimers(
    work,
    'incident',
    due.map((timer) => timer.subject).filter((id) => !incidents.has(id)),
  );
}
