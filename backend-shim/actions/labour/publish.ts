/** *Publish now*: tells everybody of a unit what duty they will have. */
import { publishProgramme } from '../../labour/programme.ts';
import type { ToldCounts } from '../../labour/programme.ts';
import { refuse } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { setUnitsDue } from '../../store/labour/unit-timers.ts';
import type { Work } from '../../store/work.ts';

export interface PublishRequest {
  unit: string;
  actor: string;
}

export type PublishResult = ({ ok: true } & ToldCounts) | RefusedChange;

export async function publishNow(work: Work, { unit: id, actor }: PublishRequest): Promise<PublishResult> {
  const unit = work.directory.units.get(id);
  if (unit === undefined) {
    return refuse('not-found', `There is no unit ${id}.`, { reason: 'no-such', data: { kind: 'unit', id } });
  }
  // The timer is locked before the notices, in the same order as by the stage.
  await setUnitsDue(work, [id]);
  const told = await publishProgramme(work, unit, actor);
  await writeAudit(work, [
    { actor, action: 'publish', kind: 'notices', subject: id, before: null, after: { changed: [] } },
  ]);
  return { ok: true, ...told };
}
