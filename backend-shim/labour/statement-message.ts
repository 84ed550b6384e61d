/** Hands the document of a month over: a message with its hash, when the person's own work begins. */
import type { Unit } from '#domain/labour/facts/unit';
import { startOfWork } from '../store/labour/ordinary-hours.ts';
import { requestNotices } from '../store/outbox-requests.ts';
import type { StatementTable } from '../store/schema/labour.ts';
import type { Work } from '../store/work.ts';

/** Somebody who is away for long is told all the same: the law wants the document in their hands. */
export function tellStatement(
  work: Work,
  unit: Unit,
  { id, user }: Pick<StatementTable, 'id' | 'user'>,
  tried: string[] = [],
): void {
  const at = unit.disconnect ? startOfWork(work.directory, unit, user, work.now) : null;
  requestNotices(work, [{ kind: 'tellStatement', user, statement: { id, at: at ?? work.now, tried } }]);
}
