/** What people did here becomes a row for the stage that tells the source. */
import type { Effect, SyncAction } from '#domain/incident/effects';
import type { Incident } from '#domain/incident/model';
import { insertRows, run } from './query.ts';
import type { AttemptTable, SyncRow, SyncTable } from './schema.ts';
import type { Db } from './store.ts';
import type { Work } from './work.ts';

export interface SyncChange {
  incident: Incident;
  effects: readonly Effect[];
}

/** A later one of the same group makes an earlier one that was not told yet pointless. */
const GROUPS: ReadonlyArray<readonly SyncAction[]> = [['acknowledge', 'unacknowledge', 'snooze'], ['severity']];

export async function saveSyncs(work: Work, changes: readonly SyncChange[]): Promise<void> {
  for (const { incident, effects } of changes) {
    const wanted = effects.filter((effect) => effect.kind === 'sync');
    const integration = incident.integration === null ? undefined : work.directory.integrations.get(incident.integration);
    if (wanted.length > 0 && integration?.sync) {
      const state = integration.sync.url === null ? 'waiting' : 'due';
      for (const { what, actor, text } of wanted) {
        await addSync(work, { incident: incident.id, integration: integration.id, what, actor, text, state });
      }
    }
  }
}

type NewSync = Pick<SyncTable, 'incident' | 'integration' | 'actor' | 'text' | 'state'> & { what: SyncAction };

export async function addSync(work: Work, given: NewSync): Promise<void> {
  await replaceEarlier(work, given);
  await insertRows(work.tx, work.cap, 'syncs', [{
    ...given,
    id: work.ids.next(),
    due_at: await turnOf(work, given.incident),
    lease_until: null,
    lease_owner: null,
    attempt: 0,
    created_at: work.now,
    done_at: null,
    answer: null,
  }]);
}

async function replaceEarlier(work: Work, { incident, what }: NewSync): Promise<void> {
  const group = GROUPS.find((actions) => actions.includes(what));
  if (group) {
    const p = work.cap.placeholder;
    const text = `update syncs set state = 'cancelled', answer = ${p(1)}, done_at = ${p(2)}
      where incident = ${p(3)} and state in ('due', 'waiting') and ${work.cap.inList('what', p(4))}`;
    await run(work.tx, text, [`not told: followed by ${what}`, work.now, incident, work.cap.listParameter(group)]);
  }
}

/** One after the other: the source must not hear of a change before the one that came before it. */
async function turnOf(work: Work, incident: string): Promise<number> {
  const text = `select max(due_at) as at from syncs where incident = ${work.cap.placeholder(1)} and state = 'due'`;
  const rows = await run<{ at: number | null }>(work.tx, text, [incident]);
  return Math.max(work.now, rows[0]?.at ?? 0);
}

/** Everything that the source was or will be told about an incident, oldest first, with how it went. */
export async function readSyncs(db: Db, incident: string): Promise<{ syncs: SyncRow[]; attempts: AttemptTable[] }> {
  const syncs = await db.selectFrom('syncs').selectAll().where('incident', '=', incident).orderBy('id').execute();
  const ids = syncs.map((row) => row.id);
  const attempts = ids.length === 0 ? [] : await db.selectFrom('attempts').selectAll().where('delivery', 'in', ids).orderBy('at').execute();
  return { syncs, attempts };
}
