/** Urgent works: why a rest was, or will be, suspended (D3131-1, L3132-4), decided by a manager or HR. */
import { toMilliseconds } from '#contract/time/duration';
import type { NewDecision } from '#contract/labour/decision';
import type { RestRecord } from '#domain/labour/facts/model';
import { check } from '#domain/labour/check';
import type { Finding } from '#domain/labour/finding';
import { DAY, formatDuration } from '#domain/time/duration';
import type { Problem } from '#contract/base/problem';
import { refuse } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Caller } from '../../rights/caller.ts';
import { isInChargeOf, isOwnCase, peopleReadBy } from '../../rights/labour.ts';
import { refused } from '../../rights/refused.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { findDecisionOn, insertDecision } from '../../store/labour/decisions.ts';
import { lockRest } from '../../store/labour/rests/lock-rest.ts';
import { changedRestRow, saveRests } from '../../store/labour/rests/rests.ts';
import { restRecord } from '../../store/labour/rests/stored-rests.ts';
import type { DecisionTable, RestTable } from '../../store/schema/labour.ts';
import type { Work } from '../../store/work.ts';
import { factsOf, findingsOf } from './findings.ts';
import type { FindingsDeps } from './findings.ts';

export interface DecisionRequest {
  caller: Caller;
  body: NewDecision;
}

export type DecisionResult = { ok: true; decision: DecisionTable } | RefusedChange;

/** How far back a rest that was not given is decided of, and ahead one that will not be. */
const BACK = 92 * DAY;
const AHEAD = 8 * DAY;

const REST_RULES: readonly string[] = ['restDaily', 'restWeekly'];

export async function decideUrgentWorks(work: Work, { caller, body }: DecisionRequest): Promise<DecisionResult> {
  const { directory, unreadable } = work;
  const deps: FindingsDeps = { db: work.tx, directory, noting: unreadable };
  const found = body.rest
    ? await findingOfRest(work, deps, body.rest, caller)
    : await findingById(work, deps, body, caller);
  if ('ok' in found) {
    return found;
  }
  const { finding, waived } = found;
  const why = await refusalOf(work, caller, finding, body);
  if (why !== null) {
    return why;
  }
  const decision = rowOf(work, caller, finding, body);
  await insertDecision(work, decision);
  if (waived !== null) {
    await saveRests(work, [waived]);
  }
  const [actor, action] = [caller.name, 'create'];
  const changed = (fields: string[]) => ({ before: null, after: { changed: fields } });
  await writeAudit(work, [
    { actor, action, kind: 'decisions', subject: decision.id, ...changed(Object.keys(body).sort()) },
    ...(waived ? [{ actor, action: 'waive', kind: 'rests', subject: waived.id, ...changed(['state']) }] : []),
  ]);
  return { ok: true, decision };
}

interface FoundRest {
  finding: Finding;
  /** The rest that the decision waives, as it is to be. */
  waived: RestTable | null;
}

function unknown(kind: 'finding' | 'rest', id: string): RefusedChange {
  return refuse('not-found', `There is no ${kind} ${id}.`, { reason: 'no-such', data: { kind, id } });
}

async function findingById(
  { directory, now }: Work,
  deps: FindingsDeps,
  { finding: id }: NewDecision,
  caller: Caller,
): Promise<FoundRest | RefusedChange> {
  const people = peopleReadBy(caller, directory, {});
  const findings = await findingsOf(deps, { people, range: { start: now - BACK, end: now + AHEAD }, now });
  const finding = findings.find((one) => one.id === id);
  return finding ? { finding, waived: null } : unknown('finding', id ?? '');
}

/** What the rule will say once the person begins as planned. */
async function findingOfRest(
  work: Work,
  deps: FindingsDeps,
  id: string,
  caller: Caller,
): Promise<FoundRest | RefusedChange> {
  const { now, directory } = work;
  const row = await lockRest(work, id);
  const unit = row && directory.units.get(row.unit);
  const people = row
    ? peopleReadBy(caller, directory, { unit: row.unit, user: row.user })
    : new Map<string, string[]>();
  if (!row || !unit || people.size === 0) {
    return unknown('rest', id);
  }
  if (row.state !== 'applies' || row.started_at !== null || row.earliest_at <= now) {
    return refuse('conflict', 'The rest applies no more: load it again.', { reason: 'stale' });
  }
  const record: RestRecord = { ...restRecord(row, work.unreadable), state: 'waived' };
  const range = { start: row.planned_at - AHEAD, end: row.planned_at + AHEAD };
  const [judged] = await factsOf(deps, unit, [row.user], range, now);
  if (judged === undefined) {
    return unknown('rest', id);
  }
  const others = judged.person.rests.filter(({ plannedAt }) => plannedAt !== row.planned_at);
  const findings = check({ ...judged.person, rests: [...others, record] }, unit.rules, judged.facts, range, now);
  const finding = findings.find(({ rule, start }) => rule === row.rule && start === row.planned_at);
  return finding
    ? { finding, waived: changedRestRow(row, record, now, work.unreadable) }
    : refuse('conflict', 'The rest would be complete at the planned start: load it again.', { reason: 'stale' });
}

async function refusalOf(
  work: Work,
  caller: Caller,
  { id, rule, unit: unitId, user, data }: Finding,
  body: NewDecision,
): Promise<RefusedChange | null> {
  const unit = work.directory.units.get(unitId);
  if (
    unit === undefined ||
    isOwnCase(caller, unit, user, (body.rest ?? null) !== null) ||
    !isInChargeOf(caller, unit)
  ) {
    const { message, ...why } = refused(caller.name === user ? 'own-case' : 'labour-of-others');
    return refuse('forbidden', message, why);
  }
  if (!REST_RULES.includes(rule) || data.owed === null) {
    return invalid({
      path: 'finding',
      message: 'is not of a rest that was not given; urgent works suspend those alone',
      reason: 'only-of-type',
      data: { types: [...REST_RULES], given: rule },
    });
  }
  if (body.inspectorToldAt !== null && Date.parse(body.inspectorToldAt) > work.now) {
    return invalid({ path: 'inspectorToldAt', message: 'must not be in the future', reason: 'in-future' });
  }
  if (body.owed && toMilliseconds(body.owed) < data.owed) {
    const min = formatDuration(data.owed);
    return invalid({
      path: 'owed',
      message: `must be at least ${min}`,
      reason: 'duration-too-short',
      data: { min },
    });
  }
  const before = await findDecisionOn(work.tx, id);
  return before === null
    ? null
    : refuse('conflict', 'There is a decision on it already.', {
        reason: 'exists',
        data: { kind: 'decision', id: before.id },
      });
}

function invalid(problem: Problem): RefusedChange {
  return refuse('validation', `${problem.path} ${problem.message}`, { reason: 'invalid' }, [problem]);
}

function rowOf(work: Work, caller: Caller, finding: Finding, body: NewDecision): DecisionTable {
  const instant = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    id: work.ids.next(),
    kind: 'urgentWorks',
    unit: finding.unit,
    user: finding.user,
    rota: finding.rota,
    finding: finding.id,
    start_at: finding.start,
    end_at: finding.end,
    reason: body.reason,
    inspector_told_at: instant(body.inspectorToldAt),
    until_at: instant(body.until),
    headcount: body.headcount,
    owed_ms: body.owed ? toMilliseconds(body.owed) : (finding.data.owed ?? 0),
    owed_by: finding.data.owedBy,
    settled: '[]',
    by: caller.name,
    at: work.now,
  };
}
