/** Tells whether what a person worked lies in a month that HR has closed. */
import { peopleInCharge } from '#domain/labour/facts/unit';
import { dateAt, monthOf } from '#domain/labour/pay/month';
import { zoneTable } from '#domain/time/zone';
import { unitOfIntervention } from '../../duties/work-unit.ts';
import type { InterventionTable } from '../../schema/duties.ts';
import type { Work } from '../../work.ts';
import { readInterventionDetails } from '../intervention-details.ts';
import { isMonthClosed } from './statements.ts';

/**
 * HR alone corrects what closed months were computed from; the person does only where they are HR and there is nobody
 * else.
 *
 * @param starts when the work begins, as it is and as it is to be
 * @returns the closed month; null: it may be changed
 */
export async function closedMonthOf(
  work: Work,
  by: string,
  row: Pick<InterventionTable, 'user' | 'start_at'> & { id?: string },
  starts: readonly number[],
): Promise<string | null> {
  if (by !== row.user) {
    return null;
  }
  const details =
    row.id === undefined ? undefined : (await readInterventionDetails(work.tx, work.cap, [row.id])).get(row.id);
  const id = unitOfIntervention(work.directory, row, details);
  const unit = id === null ? undefined : work.directory.units.get(id);
  if (unit === undefined || (unit.hr.includes(by) && peopleInCharge(unit).every((login) => login === by))) {
    return null;
  }
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  const months = new Set([row.start_at, ...starts].map((at) => monthOf(dateAt(zone, at), zone).name));
  for (const month of months) {
    if (await isMonthClosed(work.tx, unit.id, row.user, month)) {
      return month;
    }
  }
  return null;
}
