/**
 * Around the saving of rotas and overrides, in its transaction: a change that tells somebody too late needs a reason, which
 * goes to the decisions and never into what is saved.
 */
import type { Finding } from '#domain/labour/finding';
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import { zoneTable } from '#domain/time/zone';
import { refuse } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { findDecisionOn, insertDecision } from '../../store/labour/decisions.ts';
import type { Work } from '../../store/work.ts';
import { consequencesOf } from './consequences.ts';
import type { OnCallChange } from '../../labour/duty-change.ts';

export interface StatedReason {
  /** Why it is told so late; null: nothing is said. */
  exceptional: string | null;
  actor: string;
}

/**
 * @param change null: it is refused or changes nobody's duty
 * @returns what saving returns, or the refusal
 */
export async function withReason<Result extends { ok: boolean }>(
  work: Work,
  change: OnCallChange | null,
  stated: StatedReason,
  save: () => Promise<Result>,
): Promise<Result | RefusedChange> {
  const late = change === null || work.directory.units.size === 0 ? [] : await lateIn(work, change);
  const first = late.find((one) => isReasonRequired(work.directory, one));
  if (first !== undefined && stated.exceptional === null) {
    return missing(first);
  }
  const result = await save();
  if (result.ok && stated.exceptional !== null) {
    await decide(work, late, stated.exceptional, stated.actor);
  }
  return result;
}

/** What the change makes that is told too late, unless the person takes it themselves. */
async function lateIn(work: Work, change: OnCallChange): Promise<Finding[]> {
  const deps = { db: work.tx, noting: work.unreadable, now: work.now };
  return lateOf((await consequencesOf(deps, change)).findings);
}

export function lateOf(findings: ReadonlyArray<Finding & { change: 'made' | 'ended' }>): Finding[] {
  return findings.filter(({ rule, severity, change }) => rule === 'notice' && change === 'made' && severity !== 'note');
}

/** Whether the unit's rules ask for a reason. */
export function isReasonRequired(
  { units, facts }: Pick<Directory, 'units' | 'facts'>,
  { unit: id, start }: Finding,
): boolean {
  const unit = units.get(id);
  return (
    unit !== undefined &&
    paramsAt(rulePeriods(unit.rules, zoneTable(facts.zones, unit.timeZone)), 'notice', start)?.reason === 'required'
  );
}

function missing({ user, data }: Finding): RefusedChange {
  const { measured, limit } = data;
  const message = `is missing: ${user} would be told ${measured ?? 0} days ahead, and the rule is ${limit}; say why`;
  return refuse('validation', `exceptional ${message}`, { reason: 'invalid' }, [
    {
      path: 'exceptional',
      message,
      reason: 'late-notice',
      data: { user, days: measured ?? 0, rule: limit },
    },
  ]);
}

async function decide(work: Work, late: readonly Finding[], reason: string, actor: string): Promise<void> {
  for (const { id: finding, unit, user, rota, start, end } of late) {
    // One decision names a finding; later ones are about the same stretch of duty.
    const isNamed = (await findDecisionOn(work.tx, finding)) !== null;
    const id = work.ids.next();
    await insertDecision(work, {
      id,
      kind: 'exceptional' as const,
      unit,
      user,
      rota,
      reason,
      by: actor,
      at: work.now,
      finding: isNamed ? null : finding,
      start_at: start,
      end_at: end,
      inspector_told_at: null,
      until_at: null,
      headcount: null,
      owed_ms: 0,
      owed_by: null,
      settled: '[]',
    });
    await writeAudit(work, [
      { actor, action: 'create', kind: 'decisions', subject: id, before: null, after: { changed: ['reason'] } },
    ]);
  }
}
