/** What the person says of their month: that it is right, or what is wrong. */
import { substanceOf } from '#domain/labour/statement/closing';
import { writeAudit } from '../../../store/access/audit.ts';
import { saveStatement } from '../../../store/labour/statements/statements.ts';
import { withEvent } from '../../../store/labour/statements/stored-statements.ts';
import type { StatementEvent } from '../../../store/labour/statements/stored-statements.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { Work } from '../../../store/work.ts';
import { lockOpenMonth } from './current.ts';
import type { OpenMonth, StatementResult } from './current.ts';

export interface StatementAnswer {
  id: string;
  actor: string;
}

/** "Accept": what the month says now. */
export function acceptStatement(work: Work, request: StatementAnswer): Promise<StatementResult> {
  return answer(work, request, 'accept', ({ statement }) => ({
    columns: { accepted_at: work.now, contested_at: null, contest: null },
    event: { what: 'accepted', at: work.now, substance: substanceOf(statement) },
  }));
}

/** "Something is wrong". */
export function contestStatement(
  work: Work,
  { text, ...request }: StatementAnswer & { text: string },
): Promise<StatementResult> {
  return answer(work, request, 'contest', () => ({
    columns: { accepted_at: null, contested_at: work.now, contest: text },
    event: { what: 'contested', at: work.now, text },
  }));
}

interface Answered {
  columns: Partial<StatementTable>;
  event: StatementEvent;
}

async function answer(
  work: Work,
  { id, actor }: StatementAnswer,
  action: 'accept' | 'contest',
  answered: (month: OpenMonth) => Answered,
): Promise<StatementResult> {
  const month = await lockOpenMonth(work, id);
  if ('ok' in month) {
    return month;
  }
  const { columns, event } = answered(month);
  const { row } = month;
  const handed = row.handed_at === null ? { handed_at: work.now, handed_how: 'answer' } : {};
  const history = withEvent(row, event, work.unreadable);
  const after: StatementTable = { ...row, ...columns, ...handed, history, version: row.version + 1 };
  await saveStatement(work, after);
  await writeAudit(work, [
    { actor, action, kind: 'statements', subject: id, before: null, after: { changed: Object.keys(columns).sort() } },
  ]);
  return { ok: true, row: after };
}
