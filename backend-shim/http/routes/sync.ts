/** `GET incidents/:id/sync`: what was sent to the source, when, and the answer. */
import { z } from 'zod';
import { listOf } from '#contract/list';
import { syncEntry } from '#contract/incidents/sync';
import type { SyncEntryWire } from '#contract/incidents/sync';
import type { AttemptTable } from '../../store/schema/deliveries.ts';
import type { SyncRow } from '../../store/schema/syncs.ts';
import { hasIncident } from '../../store/incidents/details.ts';
import { SHADOW } from '../../store/shadow/shadowed-incidents.ts';
import { readSyncs } from '../../store/incidents/syncs.ts';
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

export function syncRoutes(app: ApiServer, deps: Pick<ApiDeps, 'store'>): void {
  app.get('/incidents/:id/sync', { schema }, async (request) => {
    const { id } = request.params;
    if (!(await hasIncident(deps.store.read, id))) {
      throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
    }
    const { syncs, attempts } = await readSyncs(deps.store.read, id);
    return { items: syncs.map((row) => body(row, attempts)), next: null };
  });
}

function body(row: SyncRow, attempts: readonly AttemptTable[]): SyncEntryWire {
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
