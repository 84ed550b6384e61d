/** Tells the others of HR that an Admin has named themselves HR of their unit, and so reads its working time and pay. */
import type { UnitWire } from '#contract/labour/unit';
import type { HrNotice } from '#domain/notify/notice';

/**
 * @param before null: the unit is new, or cannot be read
 * @returns notices to whoever was or is HR besides the Admin
 */
export function hrNotices(
  before: Pick<UnitWire, 'hr'> | null,
  { id, hr }: Pick<UnitWire, 'id' | 'hr'>,
  actor: string,
): HrNotice[] {
  const earlier = before?.hr ?? [];
  if (!hr.includes(actor) || earlier.includes(actor)) {
    return [];
  }
  const others = new Set([...earlier, ...hr]);
  others.delete(actor);
  return [...others].map((user) => ({ kind: 'tellHr', user, hr: { unit: id, by: actor } }));
}
