/** "Rest given on …": rest that is owed by a decision is given. */
import type { Span } from '#domain/time/span';
import { refuse } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Caller } from '../../rights/caller.ts';
import { isInChargeOf, isOwnCase } from '../../rights/labour.ts';
import { refused } from '../../rights/refused.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { lockDecision, saveDecision, settledSpans } from '../../store/labour/decisions.ts';
import type { DecisionTable } from '../../store/schema/labour.ts';
import type { Work } from '../../store/work.ts';
import type { DecisionResult } from './decide.ts';

export interface SettlementRequest extends Span {
  id: string;
  caller: Caller;
}

export async function settleDecision(work: Work, request: SettlementRequest): Promise<DecisionResult> {
  const { id, caller, start, end } = request;
  const row = await lockDecision(work, id);
  const unit = row && work.directory.units.get(row.unit);
  if (!row || !unit || !isInChargeOf(caller, unit)) {
    return refuse('not-found', `There is no decision ${id}.`, { reason: 'no-such', data: { kind: 'decision', id } });
  }
  if (isOwnCase(caller, unit, row.user)) {
    const { message, ...why } = refused('own-case');
    return refuse('forbidden', message, why);
  }
  const given = settledSpans(row, work.unreadable);
  const problem = refusalOf(row, given, { start, end }, work.now);
  if (problem !== null) {
    return problem;
  }
  const settled = JSON.stringify([...given, { start, end }].sort((a, b) => a.start - b.start));
  const decision: DecisionTable = { ...row, settled };
  await saveDecision(work, decision);
  const change = { before: null, after: { changed: ['settled'] } };
  await writeAudit(work, [{ actor: caller.name, action: 'settle', kind: 'decisions', subject: id, ...change }]);
  return { ok: true, decision };
}

function refusalOf(
  { start_at }: DecisionTable,
  given: readonly Span[],
  { start, end }: Span,
  now: number,
): RefusedChange | null {
  const invalid = (path: string, message: string, field: string, reason: 'not-after' | 'overlaps') =>
    refuse('validation', `${path} ${message}`, { reason: 'invalid' }, [{ path, message, reason, data: { field } }]);
  if (end <= start) {
    return invalid('to', 'must be after from', 'from', 'not-after');
  }
  if (end > now) {
    const problem = { path: 'to', message: 'must not be in the future', reason: 'in-future' as const };
    return refuse('validation', `to ${problem.message}`, { reason: 'invalid' }, [problem]);
  }
  if (start < start_at) {
    return invalid('from', 'must not be before the start that the decision is about', 'start', 'not-after');
  }
  return given.some((one) => one.start < end && start < one.end)
    ? invalid('from', 'overlaps rest that was given already', 'settled', 'overlaps')
    : null;
}
