/** Writes the rows of updates that sources receive about people's actions. */
import type { Effect, SyncAction } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import { isTold } from '#domain/routing/integration';
import { insertRows, run, selectIn, write } from '../query.ts';
import type { AttemptTable } from '../schema/deliveries.ts';
import type { TimelineTable } from '../schema/incidents.ts';
import type { SyncRow, SyncTable } from '../schema/syncs.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export interface SyncChange {
  incident: Incident;
  effects: readonly Effect[];
}

/** A later update of the same group replaces an earlier one that was not sent yet. */
const GROUPS: ReadonlyArray<readonly SyncAction[]> = [['acknowledge', 'unacknowledge', 'snooze'], ['severity']];

export async function saveSyncs(work: Work, changes: readonly SyncChange[]): Promise<void> {
  const wanted = changes.flatMap(({ incident, effects }) =>
    effects.flatMap((effect) => (effect.kind === 'sync' ? [{ incident: incident.id, effect }] : [])),
  );
  const sources = await sourcesOf(
    work,
    wanted.map(({ incident }) => incident),
  );
  for (const {
    incident,
    effect: { what, actor, text, from },
  } of wanted) {
    for (const integration of sources.get(incident) ?? []) {
      if (integration !== from) {
        await tellIntegration(work, { incident, integration, what, actor, text });
      }
    }
  }
}

/** Writes nothing if this integration sends its source no updates. */
export async function tellIntegration(work: Work, given: Omit<NewSync, 'state'>): Promise<void> {
  const integration = work.directory.integrations.get(given.integration);
  if (integration?.sync && isTold(integration)) {
    await addSync(work, { ...given, state: integration.sync.url === null ? 'waiting' : 'due' });
  }
}

/**
 * The integrations whose alerts are in an incident; several after a merge. Those with firing alerts, or all if nothing
 * fires. Alerts written by older versions count as the incident's own.
 */
async function sourcesOf(work: Work, incidents: readonly string[]): Promise<Map<string, string[]>> {
  const from = `a.incident, coalesce(a.integration, i.integration) as integration, max(case when a.status = 'firing' then 1 else 0 end) as fires
    from alerts a join incidents i on i.id = a.incident`;
  const rows = await selectIn<{ incident: string; integration: string | null; fires: number }>(
    work.tx,
    work.cap,
    from,
    'a.incident',
    [...new Set(incidents)],
    'group by a.incident, coalesce(a.integration, i.integration) order by 1, 2',
  );
  const found = new Map<string, string[]>();
  for (const incident of new Set(incidents)) {
    const own = rows.filter((row) => row.incident === incident);
    const firing = own.filter((row) => Number(row.fires) === 1);
    found.set(
      incident,
      (firing.length > 0 ? firing : own).flatMap((row) => (row.integration === null ? [] : [row.integration])),
    );
  }
  return found;
}

type NewSync = Pick<SyncTable, 'incident' | 'integration' | 'actor' | 'text' | 'state'> & { what: SyncAction };

export async function addSync(work: Work, given: NewSync): Promise<void> {
  await replaceEarlier(work, given);
  await insertRows(work.tx, work.cap, 'syncs', [
    {
      ...given,
      id: work.ids.next(),
      due_at: await turnOf(work, given),
      lease_until: null,
      lease_owner: null,
      attempt: 0,
      created_at: work.now,
      done_at: null,
      answer: null,
    },
  ]);
}

async function replaceEarlier(work: Work, { incident, integration, what }: NewSync): Promise<void> {
  const group = GROUPS.find((actions) => actions.includes(what));
  if (group) {
    const p = work.cap.placeholder;
    const text = `update syncs set state = 'cancelled', answer = ${p(1)}, done_at = ${p(2)}
      where incident = ${p(3)} and integration = ${p(4)} and state in ('due', 'waiting') and ${work.cap.inList('what', p(5))}`;
    await write(work.tx, text, [
      `not told: followed by ${what}`,
      work.now,
      incident,
      integration,
      work.cap.listParameter(group),
    ]);
  }
}

/** Cancels updates that were not sent yet. */
export async function dropSyncs(work: Work, incident: string, what: SyncAction, why: string): Promise<void> {
  const p = work.cap.placeholder;
  const text = `update syncs set state = 'cancelled', answer = ${p(1)}, done_at = ${p(2)}
    where incident = ${p(3)} and what = ${p(4)} and state in ('due', 'waiting')`;
  await write(work.tx, text, [why, work.now, incident, what]);
}

/** @returns integrations whose source got this update since then, or is getting it */
export async function readToldSince(work: Work, incident: string, what: SyncAction, since: number): Promise<string[]> {
  const p = work.cap.placeholder;
  const text = `select distinct integration from syncs
    where incident = ${p(1)} and what = ${p(2)} and created_at >= ${p(3)} and state in ('sending', 'done') order by integration`;
  const rows = await run<{ integration: string }>(work.tx, text, [incident, what, since]);
  return rows.map(({ integration }) => integration);
}

/**
 * Finds when an update is due. Updates go one after the other, since the source must receive changes in their order.
 */
async function turnOf(work: Work, { incident, integration }: NewSync): Promise<number> {
  const p = work.cap.placeholder;
  const text = `select max(due_at) as at from syncs where incident = ${p(1)} and integration = ${p(2)} and state = 'due'`;
  const rows = await run<{ at: number | null }>(work.tx, text, [incident, integration]);
  return Math.max(work.now, rows[0]?.at ?? 0);
}

/** All updates about an incident, sent or waiting, oldest first, with their results. */
/** @returns also the entries of the timeline that say how it went */
export async function readSyncs(
  db: Db,
  incident: string,
): Promise<{ syncs: SyncRow[]; attempts: AttemptTable[]; entries: TimelineTable[] }> {
  const syncs = await db.selectFrom('syncs').selectAll().where('incident', '=', incident).orderBy('id').execute();
  const ids = syncs.map((row) => row.id);
  const attempts =
    ids.length === 0
      ? []
      : await db.selectFrom('attempts').selectAll().where('delivery', 'in', ids).orderBy('at').execute();
  const entries =
    ids.length === 0
      ? []
      : await db
          .selectFrom('timeline')
          .selectAll()
          .where('incident', '=', incident)
          .where('kind', '=', 'sync')
          .execute();
  return { syncs, attempts, entries };
}
