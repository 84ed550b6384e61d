/**
 * Who HR of a unit is, and the end of a work profile that should not be: said by Admins, who read nothing else of what the
 * unit rules and pays.
 */
import { toDate } from '#contract/time/local-date';
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { dateOf } from '#domain/time/calendar';
import { formatDate } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';
import { changeFields, deleteObject, refuse } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { endedNotices } from '../../configuration/labour/profile-given.ts';
import type { EditRequest, EditResult, RefusedChange } from '../../ports/configuration.ts';
import { requestNotices } from '../../store/outbox-requests.ts';
import type { Work } from '../../store/work.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';

interface HrChange extends Omit<EditRequest, 'resource'> {
  hr: string[];
}

export interface UnitActions {
  setHr(change: HrChange): Promise<EditResult>;
  /** The profile holds until yesterday, or is deleted if it began today or begins later. */
  endProfile(edit: Omit<EditRequest, 'resource'>): Promise<{ ok: true } | RefusedChange>;
}

type UnitContext = Pick<ActionContext, 'change' | 'reload' | 'objects' | 'zone'>;

export function createUnitActions(context: UnitContext, edits: EditDeps): UnitActions {
  const save = saving(context.change, context.reload);
  return {
    setHr: ({ hr, ...change }) => save((work) => changeFields(work, edits, { ...change, resource: 'units' }, { hr })),
    endProfile: (edit) => save((work) => endProfile(work, context, edits, { ...edit, resource: 'work-profiles' })),
  };
}

async function endProfile(
  work: Work,
  { objects, zone }: UnitContext,
  edits: EditDeps,
  edit: EditRequest,
): Promise<{ ok: true } | RefusedChange> {
  const found = objects().find(({ kind, id }) => kind === 'workProfiles' && id === edit.id);
  if (found === undefined) {
    return refuse('not-found', `There is no work profile ${edit.id}.`, {
      reason: 'no-such',
      data: { kind: 'work-profile', id: edit.id },
    });
  }
  const profile = found.body as WorkProfileWire;
  const unit = work.directory.units.get(profile.unit);
  const yesterday = dateOf(toLocal(zone(unit?.timeZone ?? 'UTC'), work.now)) - 1;
  if (profile.until !== null && toDate(profile.until) <= yesterday) {
    return { ok: true };
  }
  const ended =
    toDate(profile.from) > yesterday
      ? await deleteObject(work, edits, edit)
      : await changeFields(work, edits, edit, { until: formatDate(yesterday) });
  if (!ended.ok) {
    return ended;
  }
  requestNotices(work, endedNotices(profile, unit?.hr ?? [], edit.actor));
  return { ok: true };
}
