/** Tells a person that HR of a unit gave them a work profile, and so others read their working time, or that it was ended. */
import type { WorkProfileWire } from '#contract/labour/work-profile';
import type { ProfileNotice } from '#domain/notify/notice';
import type { StoredObject } from '../../ports/configuration.ts';

type Given = Pick<WorkProfileWire, 'user' | 'unit' | 'contract'>;

/**
 * @param before all objects as they were; a person who has a profile in the unit already is told nothing new
 * @param actor who writes it; nobody tells themselves
 */
export function profileNotices(before: readonly StoredObject[], given: Given, actor: string): ProfileNotice[] {
  const { user, unit } = given;
  const isKnown = before.some(({ kind, body }) => {
    const earlier = body as Given;
    return kind === 'workProfiles' && earlier.user === user && earlier.unit === unit && isRead(earlier);
  });
  return isKnown || actor === user || !isRead(given)
    ? []
    : [{ kind: 'tellProfile', user, profile: { unit, of: user, by: actor, ended: false } }];
}

/** To the person and HR, of a profile that an Admin ended. */
export function endedNotices({ user, unit }: Given, hr: readonly string[], actor: string): ProfileNotice[] {
  const told = new Set([user, ...hr]);
  told.delete(actor);
  return [...told].map((one) => ({
    kind: 'tellProfile',
    user: one,
    profile: { unit, of: user, by: actor, ended: true },
  }));
}

/** Of exempt people there is no working time to read. */
function isRead({ contract }: Given): boolean {
  return contract !== 'exempt';
}
