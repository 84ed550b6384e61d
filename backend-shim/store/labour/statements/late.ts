/** Counts documents of months that nobody handed over in the time that the rules give, for metrics. */
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { dateAt, monthNamed } from '#domain/labour/pay/month';
import { zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';
import type { Db } from '../../store.ts';

export async function lateStatements(
  db: Db,
  { units, facts }: Pick<Directory, 'units' | 'facts'>,
  now: number,
): Promise<number> {
  if (units.size === 0) {
    return 0;
  }
  const rows = await db.selectFrom('statements').select(['unit', 'month']).where('handed_at', 'is', null).execute();
  return rows.filter(({ unit: id, month: name }) => {
    const unit = units.get(id);
    if (unit === undefined) {
      return false;
    }
    const zone = zoneTable(facts.zones, unit.timeZone);
    const month = monthNamed(name, zone);
    const params = paramsAt(rulePeriods(unit.rules, zone), 'document', month.end - 1);
    return params !== null && dateAt(zone, now) > month.last + params.by;
  }).length;
}
