/** How long the rest is that a release gives: the number of the rule in force at the planned start. */
import type { RestWire } from '#contract/labour/rest';
import { toRulesEntry } from '#contract/labour/rules';
import type { UnitWire } from '#contract/labour/unit';
import { paramsAt, rulePeriods } from '#domain/labour/pack';
import type { ZoneTable } from '#domain/time/zone';

/** @returns ms; null: the rule is off by now, or not known */
export function restLength(
  { rules }: Pick<UnitWire, 'rules'>,
  { rule, plannedAt }: Pick<RestWire, 'rule' | 'plannedAt'>,
  zone: ZoneTable,
): number | null {
  return paramsAt(rulePeriods(rules.map(toRulesEntry), zone), rule, Date.parse(plannedAt))?.rest ?? null;
}
