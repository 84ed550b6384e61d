/** Time worked during duty: begins with a person's acknowledgement, ends with the incident or by hand. */
import type { Effect } from '#domain/incident/effects';
import { formatDuration } from '#domain/time/duration';
import { insertRows, run, upsertRows } from '../query.ts';
import type { InterventionTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

interface ChangeEffects {
  incident: { id: string };
  effects: readonly Effect[];
}

/** Written in the transaction of the change, so that no acknowledgement lacks its intervention. */
export async function saveInterventions(work: Work, changes: readonly ChangeEffects[]): Promise<void> {
  for (const { incident, effects } of changes) {
    for (const effect of effects) {
      if (effect.kind === 'intervention') {
        await (effect.what === 'begin'
          ? beginIntervention(work, incident.id, effect.user)
          : endIntervention(work, incident.id, effect.user));
      }
    }
  }
}

/** What the person is working on there now, or null. */
export async function openIntervention(db: Db, incident: string, user: string): Promise<InterventionTable | null> {
  return (
    (await db
      .selectFrom('interventions')
      .selectAll()
      .where('incident', '=', incident)
      .where('user', '=', user)
      .where('end_at', 'is', null)
      .executeTakeFirst()) ?? null
  );
}

/** One at a time per person and incident. @returns it, also where it had begun */
export async function beginIntervention(work: Work, incident: string, user: string): Promise<InterventionTable> {
  const [open] = await readOpenInterventions(work, incident, user);
  if (open) {
    return open;
  }
  const row: InterventionTable = {
    id: work.ids.next(),
    incident,
    user,
    start_at: work.now,
    end_at: null,
    travel_ms: 0,
    note: '',
    history: '[]',
    version: 1,
  };
  await insertIntervention(work, row);
  return row;
}

/** @param user null: everybody's. @returns those that ended */
export async function endIntervention(work: Work, incident: string, user: string | null): Promise<InterventionTable[]> {
  const ended = (await readOpenInterventions(work, incident, user)).map((row) => ({
    ...row,
    end_at: work.now,
    version: row.version + 1,
  }));
  await saveInterventionRows(work, ended);
  return ended;
}

/** @param user null: everybody's */
export function readOpenInterventions(work: Work, incident: string, user: string | null): Promise<InterventionTable[]> {
  const p = work.cap.placeholder;
  const whose = user === null ? '' : `and "user" = ${p(2)}`;
  return run<InterventionTable>(
    work.tx,
    `select * from interventions where incident = ${p(1)} and end_at is null ${whose}`,
    user === null ? [incident] : [incident, user],
  );
}

/** @returns the intervention, locked until the transaction ends */
export async function lockIntervention({ tx, cap }: Work, id: string): Promise<InterventionTable | null> {
  const text = `select * from interventions where id = ${cap.placeholder(1)} ${cap.forUpdate}`;
  const [row] = await run<InterventionTable>(tx, text, [id]);
  return row ?? null;
}

export async function insertIntervention({ tx, cap }: Work, row: InterventionTable): Promise<void> {
  await insertRows(tx, cap, 'interventions', [row]);
}

export async function saveInterventionRows({ tx, cap }: Work, rows: readonly InterventionTable[]): Promise<void> {
  await upsertRows(tx, cap, 'interventions', ['id'], rows);
}

/** What people say of an intervention, in the words of the API. */
export function interventionFields({ start_at, end_at, travel_ms, note }: InterventionTable) {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { start: iso(start_at), end: end_at === null ? null : iso(end_at), travel: formatDuration(travel_ms), note };
}

/** For the audit log. */
export function shownIntervention(row: InterventionTable): object {
  return { incident: row.incident, user: row.user, ...interventionFields(row) };
}
