/** Time worked during duty: begins with a person's acknowledgement, ends with the incident or by hand. */
import type { Effect } from '#domain/incident/effects';
import { formatDuration } from '#domain/time/duration';
import { insertRows, run, upsertRows } from '../query.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

interface Change {
  incident: { id: string };
  effects: readonly Effect[];
}

/** In the transaction of the change, so that an acknowledgement without its intervention cannot be. */
export async function saveInterventions(work: Work, changes: readonly Change[]): Promise<void> {
  for (const { incident, effects } of changes) {
    for (const effect of effects) {
      if (effect.kind === 'intervention') {
        await (effect.what === 'begin' ? beginIntervention(work, incident.id, effect.user) : endIntervention(work, incident.id, effect.user));
      }
    }
  }
}

/** What the person is working on there now, or null. */
export async function openIntervention(db: Db, incident: string, user: string): Promise<InterventionTable | null> {
  return (await db.selectFrom('interventions').selectAll().where('incident', '=', incident).where('user', '=', user).where('end_at', 'is', null).executeTakeFirst()) ?? null;
}

/** One at a time per person and incident. */
export async function beginIntervention(work: Work, incident: string, user: string): Promise<void> {
  const open = await openOf(work, incident, user);
  if (open.length === 0) {
    const row: InterventionTable = { id: work.ids.next(), incident, user, start_at: work.now, end_at: null, travel_ms: 0, note: '', history: '[]', version: 1 };
    await insertRows(work.tx, work.cap, 'interventions', [row]);
  }
}

/** @param user null: everybody's */
export async function endIntervention(work: Work, incident: string, user: string | null): Promise<void> {
  const open = await openOf(work, incident, user);
  await upsertRows(work.tx, work.cap, 'interventions', ['id'], open.map((row) => ({ ...row, end_at: work.now, version: row.version + 1 })));
}

function openOf(work: Work, incident: string, user: string | null): Promise<InterventionTable[]> {
  const p = work.cap.placeholder;
  const whose = user === null ? '' : `and "user" = ${p(2)}`;
  return run<InterventionTable>(work.tx, `select * from interventions where incident = ${p(1)} and end_at is null ${whose}`, user === null ? [incident] : [incident, user]);
}

/** For the audit log, in the words of the API. */
export function shownIntervention({ incident, user, start_at, end_at, travel_ms, note }: InterventionTable): object {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { incident, user, start: iso(start_at), end: end_at === null ? null : iso(end_at), travel: formatDuration(travel_ms), note };
}
