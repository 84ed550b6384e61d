/** `GET incidents/:id/sync`: what was sent to the source, when, and the answer. */
import { z } from 'zod';
import { listOf } from '#contract/list';
import { SYNC } from '#contract/reasons/timeline';
import { syncEntry } from '#contract/incidents/sync';
import type { SyncEntryWire } from '#contract/incidents/sync';
import type { AttemptTable } from '../../store/schema/deliveries.ts';
import type { TimelineTable } from '../../store/schema/incidents.ts';
import type { SyncRow } from '../../store/schema/syncs.ts';
import { hasIncident } from '../../store/incidents/details.ts';
import { SHADOW } from '../../store/shadow/shadowed-incidents.ts';
import { timelineData } from '../../store/incidents/stored-parts.ts';
import { readSyncs } from '../../store/incidents/syncs.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import type { ApiDeps } from '../api-deps.ts';
import { noSuch } from '../errors.ts';
import { iso, isoOrNull } from '../incident-body.ts';
import type { ApiServer } from '../schemas.ts';

const schema = {
  tags: ['incidents'],
  summary: 'What the source was told, and what it answered',
  params: z.object({ id: z.string() }),
  response: { 200: listOf(syncEntry) },
};

export function syncRoutes(app: ApiServer, deps: Pick<ApiDeps, 'store' | 'copies'>): void {
  app.get('/incidents/:id/sync', { schema }, async (request) => {
    const { id } = request.params;
    if (!(await hasIncident(deps.store.read, id))) {
      throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
    }
    const { syncs, attempts, entries } = await readSyncs(deps.store.read, id);
    const silenced = silencedBy(entries, deps.copies.noting);
    return { items: syncs.map((row) => body(row, attempts, silenced.get(row.id) ?? null)), next: null };
  });
}

const silencing = z.object({ sync: z.string(), ...SYNC.done }).required({ silenced: true });

/** The silences that each update made, by its id. Entries of earlier releases do not say. */
function silencedBy(
  entries: readonly TimelineTable[],
  noting: UnreadableReporter,
): ReadonlyMap<string, SyncEntryWire['silenced']> {
  return new Map(
    entries.flatMap((entry) => {
      const { success, data } = silencing.safeParse(timelineData(entry, noting));
      return success ? [[data.sync, { count: data.silenced.count, until: iso(data.silenced.until) }] as const] : [];
    }),
  );
}

function body(row: SyncRow, attempts: readonly AttemptTable[], silenced: SyncEntryWire['silenced']): SyncEntryWire {
  return {
    id: row.id,
    at: iso(row.created_at),
    what: row.what as SyncEntryWire['what'],
    actor: row.actor,
    text: row.text,
    integration: row.integration,
    state: row.state === 'due' ? 'waiting' : (row.state as SyncEntryWire['state']),
    dueAt: row.state === 'due' ? iso(row.due_at) : null,
    doneAt: isoOrNull(row.done_at),
    outcome: row.answer === SHADOW ? SHADOW : null,
    answer: row.answer === SHADOW ? null : row.answer,
    silenced,
    attempts: attempts
      .filter((attempt) => attempt.delivery === row.id)
      .map((attempt) => ({
        at: iso(attempt.at),
        outcome: attempt.outcome as 'done' | 'retry' | 'never',
        reason: attempt.reason,
        detail: attempt.detail ?? '',
      })),
  };
}
