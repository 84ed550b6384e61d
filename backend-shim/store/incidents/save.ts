/**
 * Stores the results of `advance` in the caller's transaction: the incidents, their timelines, one timer row each, and
 * their requests to the outbox.
 */
import { aside } from '../concurrency/aside.ts';
import type { Effect, TimelineKind } from '#domain/incident/effects';
import { dueAt } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import { severityRank } from '#domain/incident/signal/alert';
import { requestEffects } from '../outbox-requests.ts';
import { writeEvents } from '../events.ts';
import { writeIncidents } from './incidents.ts';
import { saveInterventions } from '../duties/interventions.ts';
import { countWaits } from '../labour/resting.ts';
import { insertRows, upsertRows, write } from '../query.ts';
import { noteInShadow } from '../shadow/shadowed-incidents.ts';
import { saveSyncs } from './syncs.ts';
import type { Database } from '../schema.ts';
import { clearTimers, setTimers } from '../timers.ts';
import type { Work } from '../work.ts';

export interface IncidentChange {
  incident: Incident;
  effects: Effect[];
}

export async function saveChanges(work: Work, changes: readonly IncidentChange[]): Promise<void> {
  if (changes.length === 0) {
    return;
  }
  await writeIncidents(
    work,
    changes.map((change) => change.incident),
  );
  await saveTimers(
    work,
    changes.map((change) => change.incident),
  );
  await insertTimeline(
    work,
    changes.flatMap((change) => timelineRows(work, change)),
  );
  await noteInShadow(
    work,
    changes.filter(mayEnterShadow).map(({ incident }) => incident.id),
  );
  changes.forEach(({ incident, effects }) => {
    requestEffects(work, incident.id, effects);
    countWaits(work.waits, effects);
  });
  await saveSyncs(work, changes);
  await saveQuestions(work, changes);
  await saveInterventions(work, changes);
  await saveTurns(
    work,
    changes.flatMap((change) => change.effects),
  );
  await resolveAlerts(work, changes);
  await writeEvents(
    work,
    'incident',
    changes.map((change) => change.incident.id),
  );
}

/** It begins, gets another team, or its team was put in shadow. */
const MAY_ENTER_SHADOW: ReadonlySet<TimelineKind> = new Set([
  'opened',
  'reopened',
  'reassigned',
  'restarted',
  'shadow',
]);

function mayEnterShadow({ effects }: IncidentChange): boolean {
  return effects.some((effect) => effect.kind === 'timeline' && MAY_ENTER_SHADOW.has(effect.entry.kind));
}

async function saveTimers(work: Work, incidents: readonly Incident[]): Promise<void> {
  const due = incidents.flatMap((incident) => {
    const at = dueAt(incident.timers);
    return at === null
      ? []
      : [{ kind: 'incident', subject: incident.id, due_at: at, rank: severityRank(incident.severity), attempt: 0 }];
  });
  const armed = new Set(due.map((row) => row.subject));
  await setTimers(work, due);
  await clearTimers(
    work,
    'incident',
    incidents.map((incident) => incident.id).filter((id) => !armed.has(id)),
  );
}

export async function insertTimeline({ tx, cap }: Work, rows: ReadonlyArray<Database['timeline']>): Promise<void> {
  await insertRows(tx, cap, 'timeline', rows);
}

function timelineRows(work: Work, { incident, effects }: IncidentChange): Array<Database['timeline']> {
  return effects.flatMap((effect) =>
    effect.kind === 'timeline'
      ? [
          {
            id: work.ids.next(),
            incident: incident.id,
            at: effect.entry.at,
            kind: effect.entry.kind,
            actor: effect.entry.actor,
            text: effect.entry.text,
            data: JSON.stringify(effect.entry.data),
          },
        ]
      : [],
  );
}

async function saveQuestions(work: Work, changes: readonly IncidentChange[]): Promise<void> {
  const asking = changes.filter(({ effects }) => effects.some(({ kind }) => kind === 'ask'));
  const rows = asking.flatMap(({ incident: { id, integration } }) =>
    integration === null ? [] : [{ incident: id, integration, at: work.now }],
  );
  await upsertRows(work.tx, work.cap, 'source_questions', ['incident'], rows);
}

/** Several may be taken at once: what is kept of the past has each of them. */
async function saveTurns(work: Work, effects: readonly Effect[]): Promise<void> {
  const taken = effects.flatMap((effect) =>
    effect.kind === 'turn' ? [{ key: effect.key, at: work.now, next: effect.next }] : [],
  );
  const turns = [...new Map(taken.map(({ key, next }) => [key, { key, next }])).values()];
  await upsertRows(work.tx, work.cap, 'turns', ['key'], turns);
  await aside(work, 'turns_taken', () => insertRows(work.tx, work.cap, 'turns_taken', taken), undefined);
}

async function resolveAlerts(work: Work, changes: readonly IncidentChange[]): Promise<void> {
  for (const { incident, effects } of changes) {
    if (effects.some((effect) => effect.kind === 'resolveAlerts')) {
      await write(
        work.tx,
        `update alerts set status = 'resolved' where incident = ${work.cap.placeholder(1)} and status <> 'resolved'`,
        [incident.id],
      );
    }
  }
}
