/** Finds the interventions for which a person is asked when they stopped. */
import type { InterventionRecord } from '#domain/labour/facts/model';
import type { Directory } from '../../../ports/directory.ts';
import type { Db } from '../../store.ts';
import { interventionRecord, recordColumns } from '../intervention-records.ts';
import { unitOfIntervention } from '../../duties/work-unit.ts';

/**
 * The person's latest intervention on the incident whose end they have not stated; null: there is none, or it belongs
 * to no unit.
 */
export async function interventionToConfirm(
  db: Db,
  directory: Directory,
  incident: string,
  login: string,
): Promise<InterventionRecord | null> {
  const row = await recordColumns(db)
    .select(['i.user', 'd.unit'])
    .where('i.incident', '=', incident)
    .where('i.user', '=', login)
    .where('d.intervention', 'is not', null)
    .where('d.confirmed_at', 'is', null)
    .where((is) => is.or([is('d.ended_by', 'is', null), is('d.ended_by', '<>', 'person')]))
    .orderBy('i.start_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || unitOfIntervention(directory, row, row) === null ? null : interventionRecord(row);
}

/**
 * The person's interventions of the unit whose end they have not stated and were not asked for, however long ago, by
 * start.
 *
 * @param since the first instant of the unit's facts
 */
export async function interventionsToAsk(
  db: Db,
  directory: Directory,
  { login, unit, since }: { login: string; unit: string; since: number },
): Promise<InterventionRecord[]> {
  const rows = await recordColumns(db)
    .select(['i.user', 'd.unit'])
    .where('i.user', '=', login)
    .where('i.start_at', '>=', since)
    .where('d.asked_at', 'is', null)
    .where('d.confirmed_at', 'is', null)
    .where((is) => is.or([is('d.ended_by', 'is', null), is('d.ended_by', '<>', 'person')]))
    .orderBy('i.start_at')
    .orderBy('i.id')
    .execute();
  return rows.filter((row) => unitOfIntervention(directory, row, row) === unit).map(interventionRecord);
}
