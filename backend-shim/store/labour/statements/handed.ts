/** Copies what became of a message to the statement that it handed over. */
import { NO_METHOD, readContent, sentBy, toldBy } from '../../deliveries/stored-content.ts';
import { selectIn, upsertRows } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { StatementTable } from '../../schema/labour.ts';
import { readWhoIsReal } from '../../shadow/people.ts';
import { SHADOW } from '../../shadow/shadowed-incidents.ts';
import { setUnitsDue } from '../unit-timers.ts';
import type { Work } from '../../work.ts';

/** How a document reached somebody by a message. */
const BY_MESSAGE = 'message';

/**
 * The first message that arrives hands the document over. One that failed, or bounced later, takes that back, and goes
 * out by the person's next method when the unit is looked at.
 */
export async function noteStatementsHanded(work: Work, settled: readonly DeliveryRow[]): Promise<void> {
  const byStatement = new Map(
    settled.flatMap((row) => {
      const told = toldBy(row, 'statement', work.unreadable);
      return told === undefined ? [] : [[told.id, row] as const];
    }),
  );
  if (byStatement.size === 0) {
    return;
  }
  const { tx, cap } = work;
  const failed = [...byStatement].flatMap(([id, row]) => (isToSendAgain(row) ? [id] : []));
  // The unit's timer is locked before its statements, in the same order as by the stage that sends again.
  const units = await selectIn<Pick<StatementTable, 'unit'>>(tx, cap, 'distinct unit from statements', 'id', failed);
  await setUnitsDue(
    work,
    units.map(({ unit }) => unit),
  );
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
}

type Handed = Partial<Pick<StatementTable, 'delivery' | 'outcome' | 'handed_at' | 'handed_how'>>;

function handedBy(row: StatementTable, { id, state, outcome, done_at }: DeliveryRow): Handed {
  switch (state) {
    case 'done':
      return {
        delivery: id,
        outcome: 'done',
        ...(row.handed_at === null ? { handed_at: done_at, handed_how: BY_MESSAGE } : {}),
      };
    case 'failed':
    case 'cancelled':
      return {
        delivery: id,
        outcome: outcome ?? state,
        ...(row.delivery === id && row.handed_how === BY_MESSAGE ? { handed_at: null, handed_how: null } : {}),
      };
    default:
      return {};
  }
}

export async function noteNoMethod({ tx }: Work, id: string): Promise<void> {
  await tx.updateTable('statements').set({ outcome: NO_METHOD }).where('id', '=', id).execute();
}

const SETTLED = ['waiting', 'done', NO_METHOD];

/** Whether the message failed, and another method may take it. */
function isToSendAgain({ state, outcome }: DeliveryRow): boolean {
  return (state === 'failed' || state === 'cancelled') && ![...SETTLED, SHADOW].includes(outcome ?? state);
}

/** A statement whose message failed, and the contact methods that did not take it. */
export interface UntoldStatement {
  id: string;
  user: string;
  tried: string[];
}

/** Those of the unit that are to be sent again, and those of a shadow that is over; they wait from now on. */
export async function takeUntold(work: Work, unit: string): Promise<UntoldStatement[]> {
  const { tx } = work;
  const found = await tx
    .selectFrom('statements as s')
    .innerJoin('deliveries as d', 'd.id', 's.delivery')
    .select(['s.id', 's.user', 'd.id as delivery', 'd.method', 'd.outcome', 'd.content'])
    .where('s.unit', '=', unit)
    .where('s.outcome', 'is not', null)
    .where('s.outcome', 'not in', SETTLED)
    .orderBy('s.id')
    .execute();
  const isReal = await readWhoIsReal(work);
  const rows = found.filter(({ outcome, user }) => outcome !== SHADOW || isReal(user));
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.updateTable('statements').set({ outcome: 'waiting' }).where('id', 'in', ids).execute();
  }
  return rows.map(({ id, user, delivery, method, outcome, content }) => {
    const told = readContent({ id: delivery, content }, work.unreadable).statement;
    return { id, user, tried: sentBy({ method, outcome }, told) };
  });
}
