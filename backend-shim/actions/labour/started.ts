/** "I began at …": what a person says of a start that had moved. */
import type { RefusedChange } from '../../ports/configuration.ts';
import { refuse } from '../../configuration/edit.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { lockRest } from '../../store/labour/rests/lock-rest.ts';
import { changedRestRow, saveRests } from '../../store/labour/rests/rests.ts';
import { restRecord } from '../../store/labour/rests/stored-rests.ts';
import type { RestTable } from '../../store/schema/labour.ts';
import type { Work } from '../../store/work.ts';

export interface StartedRequest {
  id: string;
  /** When the person began. */
  at: number;
  actor: string;
}

export type RestResult = { ok: true; rest: RestTable } | RefusedChange;

export async function sayStarted(work: Work, { id, at, actor }: StartedRequest): Promise<RestResult> {
  const row = await lockRest(work, id);
  const refused = row === null ? gone(id) : refusalOf(row, at, work.now);
  if (row === null || refused !== null) {
    return refused ?? gone(id);
  }
  const record = { ...restRecord(row, work.unreadable), startedAt: at };
  const rest = changedRestRow(row, record, work.now, work.unreadable);
  await saveRests(work, [rest]);
  await writeAudit(work, [
    { actor, action: 'started', kind: 'rests', subject: id, before: null, after: { changed: ['startedAt'] } },
  ]);
  return { ok: true, rest };
}

function gone(id: string): RefusedChange {
  return refuse('not-found', `There is no rest ${id}.`, { reason: 'no-such', data: { kind: 'rest', id } });
}

function refusalOf({ state, planned_at }: RestTable, at: number, now: number): RefusedChange | null {
  if (state !== 'applies') {
    return refuse('conflict', 'The start did not move, or does no longer: load it again.', { reason: 'stale' });
  }
  if (at > now) {
    return refuse('validation', 'at must not be in the future', { reason: 'invalid' }, [
      { path: 'at', message: 'must not be in the future', reason: 'in-future' },
    ]);
  }
  return at >= planned_at
    ? null
    : refuse('validation', 'at must not be before the planned start', { reason: 'invalid' }, [
        {
          path: 'at',
          message: 'must not be before the planned start',
          reason: 'not-after',
          data: { field: 'plannedAt' },
        },
      ]);
}
