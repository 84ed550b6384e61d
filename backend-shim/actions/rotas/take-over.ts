/** Takes over a shift: an override that relieves the person on call until their shift ends. */
import { override as overrideSchema } from '#contract/rotas/rota';
import { takeOver } from '#domain/rota/cover';
import { refuse } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import type { RefusedChange, StoredOverride } from '../../ports/configuration.ts';
import type { Work } from '../../store/work.ts';
import { createOverride } from './overrides.ts';

export interface TakeOverRequest {
  rota: string;
  /** The person on call who will be relieved. */
  user: string;
  by: string;
  actor: string;
}

export async function takeOverShift(
  work: Work,
  deps: EditDeps,
  { rota: id, user, by, actor }: TakeOverRequest,
): Promise<{ ok: true; override: StoredOverride } | RefusedChange> {
  const { facts, rotas } = work.directory;
  const rota = rotas.get(id);
  if (!rota) {
    return refuse('not-found', `There is no rota ${id}.`, { reason: 'no-such', data: { kind: 'rota', id } });
  }
  const override = takeOver(rota, facts, { id: work.ids.next(), user, by }, work.now);
  if (!override || override.change.kind !== 'replace') {
    return refuse('conflict', `${user} is not on call on this rota now, so there is no shift to take.`, {
      reason: 'not-on-call',
      data: { user },
    });
  }
  const body = overrideSchema.parse({
    id: override.id,
    start: override.start,
    end: override.end,
    replace: override.change.user,
    with: override.change.with,
    note: 'taken over',
  });
  return createOverride(work, deps, { rota: id, body, actor });
}
