/** Incidents whose time has come: steps, snoozes, confirmations, delayed resolutions. */
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import type { Facts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import type { Log } from '../ports/log.ts';
import { loadFacts } from '../store/incidents/facts.ts';
import { lockIncidents } from '../store/incidents/incidents.ts';
import { saveChanges } from '../store/incidents/save.ts';
import type { Change } from '../store/incidents/save.ts';
import type { TimerTable } from '../store/schema.ts';
import { clearTimers, dueTimers, pushBack } from '../store/timers.ts';
import type { Work } from '../store/work.ts';

export interface TickResult {
  handled: number;
  /** ms each was late. */
  lateness: number[];
  /** Rows that threw and were pushed back. */
  failed: number;
}

const BATCH = 200;

/** Handles up to one batch; the caller asks again until nothing is due. */
export async function tickEscalation(work: Work, log: Log): Promise<TickResult> {
  const unreachable = await dueTimers(work, 'unreachable', BATCH);
  const due = await dueTimers(work, 'incident', BATCH);
  if (due.length + unreachable.length === 0) {
    return { handled: 0, lateness: [], failed: 0 };
  }
  const events = eventsByIncident(due, unreachable);
  const incidents = await lockIncidents(work, [...events.keys()]);
  const facts = await loadFacts(work, [...incidents.values()]);
  const changes: Change[] = [];
  const failed: TimerTable[] = [];
  for (const timer of [...due, ...unreachable]) {
    const id = incidentOf(timer);
    const todo = events.get(id);
    const incident = incidents.get(id);
    events.delete(id);
    if (incident && todo) {
      const change = tryAdvance(incident, todo, work.now, facts, log);
      change ? changes.push(change) : failed.push(timer);
    }
  }
  await clearTimers(work, 'unreachable', unreachable.map((timer) => timer.subject));
  await clearGone(work, due, incidents);
  await saveChanges(work, changes);
  for (const timer of failed) {
    await pushBack(work, timer);
  }
  return { handled: due.length + unreachable.length, lateness: due.map((timer) => work.now - timer.due_at), failed: failed.length };
}

function eventsByIncident(due: readonly TimerTable[], unreachable: readonly TimerTable[]): Map<string, IncidentEvent[]> {
  const events = new Map<string, IncidentEvent[]>();
  for (const timer of unreachable) {
    const entry = Number(timer.subject.slice(timer.subject.lastIndexOf(':') + 1));
    events.set(incidentOf(timer), [...(events.get(incidentOf(timer)) ?? []), { kind: 'unreachable', entry }]);
  }
  for (const timer of due) {
    events.set(timer.subject, [...(events.get(timer.subject) ?? []), { kind: 'timers' }]);
  }
  return events;
}

/** The subject of an `unreachable` timer is `<incident>:<entry>`. */
function incidentOf(timer: TimerTable): string {
  return timer.kind === 'unreachable' ? timer.subject.slice(0, timer.subject.lastIndexOf(':')) : timer.subject;
}

function tryAdvance(incident: Incident, events: IncidentEvent[], now: number, facts: Facts, log: Log): Change | null {
  try {
    return advance(incident, events, now, facts);
  } catch (error) {
    log.error({ incident: incident.id, err: error }, 'an incident could not be moved on; it is tried again');
    return null;
  }
}

/** Timers of incidents that retention removed. */
async function clearGone(work: Work, due: readonly TimerTable[], incidents: ReadonlyMap<string, Incident>): Promise<void> {
  await clearTimers(work, 'incident', due.map((timer) => timer.subject).filter((id) => !incidents.has(id)));
}
