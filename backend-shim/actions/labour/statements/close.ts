/** Closes a person's month: what it says becomes final, and is handed over once more. */
import type { Problem } from '#contract/base/problem';
import { monthNamed } from '#domain/labour/pay/month';
import { closesFrom, closingNeeds, substanceOf } from '#domain/labour/statement/closing';
import type { Statement } from '#domain/labour/statement/statement';
import { formatInstant, zoneTable } from '#domain/time/zone';
import { refuse } from '../../../configuration/edit.ts';
import { tellStatement } from '../../../labour/statement-message.ts';
import type { RefusedChange } from '../../../ports/configuration.ts';
import type { Caller } from '../../../rights/caller.ts';
import { isPerson } from '../../../rights/who.ts';
import { writeAudit } from '../../../store/access/audit.ts';
import { contentColumns } from '../../../store/labour/statements/rows.ts';
import { saveStatement } from '../../../store/labour/statements/statements.ts';
import { statementEvents, withEvent } from '../../../store/labour/statements/stored-statements.ts';
import type { StatementTable } from '../../../store/schema/labour.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import { lockOpenMonth } from './current.ts';
import type { OpenMonth, StatementResult } from './current.ts';

export interface ClosingRequest {
  id: string;
  caller: Caller;
  /** Told to the person; null: none is needed. */
  reason: string | null;
  /** How the document reached somebody whom no message reaches. */
  handedOver: { at: number; how: string } | null;
}

export async function closeMonth(work: Work, request: ClosingRequest): Promise<StatementResult> {
  const month = await lockOpenMonth(work, request.id);
  if ('ok' in month) {
    return month;
  }
  const refused = refusalOf(work, month, request);
  if (refused !== null) {
    return refused;
  }
  const row = closedRow(work, month, request);
  await saveStatement(work, row);
  tellStatement(work, month.unit, row);
  const changed = ['closedAt', ...(request.reason === null ? [] : ['reason'])];
  await writeAudit(work, [
    {
      actor: request.caller.name,
      action: 'close',
      kind: 'statements',
      subject: row.id,
      before: null,
      after: { changed: [...changed, ...(request.handedOver === null ? [] : ['handed'])] },
    },
  ]);
  return { ok: true, row };
}

/** Whether the person accepted the month as it is now. */
export function isAccepted(
  row: Pick<StatementTable, 'id' | 'body' | 'history' | 'accepted_at'>,
  statement: Statement,
  noting: UnreadableReporter,
): boolean {
  const last = statementEvents(row, noting).findLast(({ what }) => what === 'accepted');
  return row.accepted_at !== null && last?.what === 'accepted' && last.substance === substanceOf(statement);
}

function refusalOf(
  { directory, now, unreadable }: Work,
  { row, unit, statement }: OpenMonth,
  { caller, reason, handedOver }: ClosingRequest,
): RefusedChange | null {
  const zone = zoneTable(directory.facts.zones, unit.timeZone);
  const from = closesFrom(monthNamed(row.month, zone), unit.closingAfter);
  if (now < from && !isAccepted(row, statement, unreadable)) {
    const text = `${row.month} is closed from ${formatInstant(zone, from)} on, or before if the person accepts it.`;
    return refuse('conflict', text, { reason: 'month-too-early', data: { month: row.month, from } });
  }
  if (handedOver !== null && handedOver.at > now) {
    return invalid({ path: 'handedOver.at', message: 'must not be in the future', reason: 'in-future' });
  }
  const needs = closingNeeds(statement, {
    contested: row.contested_at !== null,
    alone: isPerson(caller, row.user),
  });
  return needs.length > 0 && reason === null
    ? invalid({
        path: 'reason',
        message: `is needed to close this month (${needs.join(', ')}); the person is told`,
        reason: 'missing',
        data: { wanted: 'text', choices: [] },
      })
    : null;
}

function invalid(problem: Problem): RefusedChange {
  return refuse('validation', `${problem.path} ${problem.message}`, { reason: 'invalid' }, [problem]);
}

function closedRow(work: Work, { row, unit, statement }: OpenMonth, request: ClosingRequest): StatementTable {
  const { caller, reason, handedOver } = request;
  const zone = zoneTable(work.directory.facts.zones, unit.timeZone);
  const final: Statement = {
    ...statement,
    provisional: false,
    closing: {
      at: formatInstant(zone, work.now),
      by: work.directory.responders.get(caller.name)?.name ?? caller.name,
      alone: isPerson(caller, row.user),
      reason,
      currency: unit.currency,
      language: unit.language,
    },
  };
  const { made_at: at, body, sha256, file } = row;
  const handed =
    handedOver !== null && row.handed_at === null ? { handed_at: handedOver.at, handed_how: handedOver.how } : {};
  return {
    ...row,
    ...contentColumns(work, unit, final),
    ...handed,
    outcome: 'waiting',
    state: 'closed',
    version: row.version + 1,
    closed_at: work.now,
    closed_by: caller.name,
    reason,
    history: withEvent(row, { what: 'first', at, body, sha256, file }, work.unreadable),
  };
}
