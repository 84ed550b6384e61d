/** Copies what became of a message to the statement that it handed over. */
import { readContent } from '../../deliveries/stored-content.ts';
import { selectIn, upsertRows } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { StatementTable } from '../../schema/labour.ts';
import { SHADOW } from '../../shadow/shadowed-incidents.ts';
import { setTimers } from '../../timers.ts';
import type { Work } from '../../work.ts';

/** How a document reached somebody by a message. */
export const BY_MESSAGE = 'message';

/**
 * The first message that arrives hands the document over. One that failed, or bounced later, takes that back, and goes
 * out by the person's next method when the unit is looked at.
 */
export async function noteStatementsHanded(work: Work, settled: readonly DeliveryRow[]): Promise<void> {
  const byStatement = new Map(settled.flatMap((row) => statementOf(work, row).map((id) => [id, row] as const)));
  if (byStatement.size === 0) {
    return;
  }
  const { tx, cap } = work;
  const found = await selectIn<StatementTable>(
    tx,
    cap,
    '* from statements',
    'id',
    [...byStatement.keys()],
    `order by id ${cap.forUpdate}`,
  );
  const changed = found.map((row) => ({ ...row, ...handedBy(row, byStatement.get(row.id) as DeliveryRow) }));
  await upsertRows(tx, cap, 'statements', ['id'], changed);
  const units = changed.filter(isToSendAgain).map(({ unit }) => unit);
  await setTimers(
    work,
    [...new Set(units)].sort().map((subject) => ({ kind: 'unit', subject, due_at: work.now, rank: 0, attempt: 0 })),
  );
}

function statementOf(work: Work, row: DeliveryRow): string[] {
  if (row.kind !== 'onCall' || !row.content.includes('"statement"')) {
    return [];
  }
  const { statement } = readContent(row, work.unreadable);
  return statement === undefined ? [] : [statement.id];
}

type Handed = Partial<Pick<StatementTable, 'delivery' | 'outcome' | 'handed_at' | 'handed_how'>>;

function handedBy(row: StatementTable, { id, state, outcome, done_at }: DeliveryRow): Handed {
  switch (state) {
    case 'done':
      return {
        ...{ delivery: id, outcome: 'done' },
        ...(row.handed_at === null ? { handed_at: done_at, handed_how: BY_MESSAGE } : {}),
      };
    case 'failed':
    case 'cancelled':
      return {
        ...{ delivery: id, outcome: outcome ?? state },
        ...(row.delivery === id && row.handed_how === BY_MESSAGE ? { handed_at: null, handed_how: null } : {}),
      };
    default:
      return {};
  }
}

const SETTLED: readonly unknown[] = [null, 'waiting', 'done', SHADOW, 'no-method'];

/** Whether the last message failed, and another method may take it. */
export function isToSendAgain({ outcome }: Pick<StatementTable, 'outcome'>): boolean {
  return !SETTLED.includes(outcome);
}
