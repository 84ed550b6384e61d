/** Counts the ends of interventions that wait for a confirmation longer than the rules allow, for metrics. */
import { profileOn } from '#domain/labour/facts/profile';
import { interventionEnd } from '#domain/labour/intervention-end';
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { DAY } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import { firstInstant, toLocal, zoneTable } from '#domain/time/zone';
import type { Directory } from '../../../ports/directory.ts';
import type { Db } from '../../store.ts';
import { interventionRecord, recordColumns } from '../intervention-records.ts';

export async function unconfirmedInterventions(db: Db, directory: Directory, now: number): Promise<number> {
  if (directory.units.size === 0) {
    return 0;
  }
  const rows = await recordColumns(db)
    .select('i.user')
    .where('i.start_at', '<', now)
    .where('d.confirmed_at', 'is', null)
    .where((is) => is.or([is('d.ended_by', 'is', null), is('d.ended_by', '<>', 'person')]))
    .where('i.user', 'in', ['', ...directory.profiles.keys()])
    .execute();
  return rows.filter((row) => {
    const rules = rulesAt(directory, row.user, row.start_at);
    return rules !== null && now >= interventionEnd(interventionRecord(row), rules.tail, now) + rules.after;
  }).length;
}

/** The rules of the unit that the person belonged to; null: no rule covers that instant. */
function rulesAt(directory: Directory, login: string, at: number): { tail: number; after: number } | null {
  for (const unit of directory.units.values()) {
    const zone = zoneTable(directory.facts.zones, unit.timeZone);
    const profiles = (directory.profiles.get(login) ?? []).filter((profile) => profile.unit === unit.id);
    const params = paramsAt(rulePeriods(unit.rules, zone), 'record', at);
    const isKept =
      at >= firstInstant(zone, unit.since * DAY) && profileOn(profiles, dateOf(toLocal(zone, at))) !== null;
    if (params !== null && isKept) {
      return { tail: unit.tail, after: params.after };
    }
  }
  return null;
}
