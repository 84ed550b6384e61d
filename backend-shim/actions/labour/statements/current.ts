/** A locked statement with what its month says now, for those who answer or close it. */
import type { Unit } from '#domain/labour/facts/unit';
import type { Statement } from '#domain/labour/statement/statement';
import { refuse } from '../../../configuration/edit.ts';
import type { RefusedChange } from '../../../ports/configuration.ts';
import { computeStatements } from '../../../store/labour/statements/compute.ts';
import { lockStatement } from '../../../store/labour/statements/statements.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { Work } from '../../../store/work.ts';

export type StatementResult = { ok: true; row: StatementTable } | RefusedChange;

export interface OpenMonth {
  row: StatementTable;
  unit: Unit;
  statement: Statement;
}

/** Refuses a month that is closed already, and one of a unit that is gone or cannot be read. */
export async function lockOpenMonth(work: Work, id: string): Promise<OpenMonth | RefusedChange> {
  const row = await lockStatement(work, id);
  const unit = row && work.directory.units.get(row.unit);
  if (!row || !unit) {
    return refuse('not-found', `There is no statement ${id}.`, {
      reason: 'no-such',
      data: { kind: 'statement', id },
    });
  }
  if (row.state === 'closed') {
    return refuse('conflict', `${row.month} is closed: nothing of it changes any more.`, {
      reason: 'month-closed',
      data: { month: row.month },
    });
  }
  const sources = { db: work.tx, directory: work.directory, noting: work.unreadable };
  const question = { unit, month: row.month, logins: [row.user], now: work.now };
  const computed = (await computeStatements(sources, question)).get(row.user);
  if (computed === undefined) {
    throw new Error('no statement was computed');
  }
  return { row, unit, statement: computed.compute() };
}
