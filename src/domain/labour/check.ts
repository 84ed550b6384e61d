/** Checks a person's time, as an indication: every rule in force, with the decisions that people made. */
import type { DecisionRecord, LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import type { DecidedRest, Finding, FindingSeverity, RuleFinding } from '#domain/labour/finding';
import { compareFindings, findingId } from '#domain/labour/finding';
import type { RuleKind, RulesEntry, RulesPeriod } from '#domain/labour/pack';
import { RULE_KINDS, paramsOf } from '#domain/labour/pack';
import { RULES } from '#domain/labour/rules/index';
import type { PersonTime } from '#domain/labour/time-of';
import { timeOf } from '#domain/labour/time-of';
import type { Span } from '#domain/time/span';
import { lengthOf } from '#domain/time/span';

/** What the rules say of what starts in the range; each instant is judged by the rules and the profile in force then. */
export function check(
  person: PersonFacts,
  rules: readonly RulesEntry[],
  facts: LabourFacts,
  range: Span,
  now: number,
): Finding[] {
  return findingsOf(timeOf(person, rules, range, now), facts);
}

/** The findings of a person's time that was made already. @param kinds rules to look at */
export function findingsOf(time: PersonTime, facts: LabourFacts, kinds: readonly RuleKind[] = RULE_KINDS): Finding[] {
  // A person without a work profile is not judged.
  if (time.person.profiles.every(({ contract }) => contract === 'exempt')) {
    return [];
  }
  return time.periods
    .flatMap((period) => {
      const range = {
        start: Math.max(period.start, time.range.start),
        end: Math.min(period.end, time.range.end),
      };
      return range.start < range.end ? kinds.flatMap((kind) => judged({ ...time, range }, period, kind, facts)) : [];
    })
    .sort(compareFindings);
}

function judged<Kind extends RuleKind>(
  time: PersonTime,
  { entry }: RulesPeriod,
  kind: Kind,
  facts: LabourFacts,
): Finding[] {
  const params = paramsOf(entry, kind);
  if (params === null) {
    return [];
  }
  const { user, unit } = time.person;
  return RULES[kind](time, params, facts).map(({ subject, anchor, ...found }) => {
    const id = findingId(kind, user, subject, anchor);
    const { severity, decision } = decided(id, kind, found, facts.decisions, time.now);
    return {
      ...found,
      id,
      rule: kind,
      severity,
      user,
      unit,
      article: entry.pack.rules[kind].article,
      pack: entry.pack.id,
      planned: found.start > time.now,
      decision,
    };
  });
}

/** D3131-1 for daily rest, L3132-4 for weekly rest: urgent works suspend it, and it is owed. */
function decided(
  id: string,
  rule: RuleKind,
  found: Omit<RuleFinding, 'subject' | 'anchor'>,
  decisions: readonly DecisionRecord[],
  now: number,
): { severity: FindingSeverity; decision: DecidedRest | null } {
  const { severity, data, start } = found;
  const decision = decisions.find(({ kind, finding }) => kind === 'urgentWorks' && finding === id);
  if (decision === undefined || severity !== 'outside' || data.owed === null) {
    return { severity, decision: null };
  }
  const owed = Math.max(data.owed, decision.owed);
  const settled = lengthOf(decision.settled);
  const overdue = decision.owedBy !== null && now >= decision.owedBy && settled < owed;
  const told = rule !== 'restWeekly' || toldInspector(decision, start);
  return {
    severity: told && !overdue ? 'note' : 'check',
    decision: { id: decision.id, owed, owedBy: decision.owedBy, settled },
  };
}

/** Whether the inspector was told before the work, with its expected end and the number of people, as R3172-6 asks. */
function toldInspector({ inspectorToldAt, until, headcount }: DecisionRecord, start: number): boolean {
  return inspectorToldAt !== null && inspectorToldAt < start && until !== null && headcount !== null;
}
