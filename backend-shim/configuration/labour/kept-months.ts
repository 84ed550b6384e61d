/** What statements forbid: a unit that has any is not deleted, and a person with an open month is not erased. */
import type { Config } from '#contract/config';
import type { Problem } from '#contract/base/problem';
import { countStatements, openMonthsOf } from '../../store/labour/statements/statements.ts';
import type { Db } from '../../store/store.ts';
import type { StoredConfiguration } from '../stored/read.ts';

/** @returns nothing if the unit has no statements */
export async function monthsOfUnit(db: Db, unit: string): Promise<Problem[]> {
  const statements = await countStatements(db, unit);
  const message = `unit "${unit}" keeps ${statements} monthly statements, which outlive it`;
  return statements === 0 ? [] : [{ path: '', message, reason: 'used-by-statements', data: { unit, statements } }];
}

/** The same of units that files no longer state. */
export async function monthsOfUnstated(db: Db, { units }: Config, existing: StoredConfiguration): Promise<Problem[]> {
  const stated = new Set(units.map(({ id }) => id));
  const gone = [...existing.objects, ...existing.broken].filter(
    ({ kind, id, origin }) => kind === 'units' && origin === 'file' && !stated.has(id),
  );
  const problems: Problem[] = [];
  for (const { id } of gone) {
    problems.push(...(await monthsOfUnit(db, id)));
  }
  return problems;
}

export async function openMonths(db: Db, login: string): Promise<Problem[]> {
  const months = await openMonthsOf(db, login);
  return months.map(({ unit, month }) => ({
    path: '',
    message: `${month} in unit "${unit}" is not closed`,
    reason: 'used-by-open-month',
    data: { unit, month },
  }));
}
