/** How long the rest is that a release gives: the number of the rule in force at the planned start. */
import type { RestWire } from '#contract/labour/rest';
import { toRulesEntry } from '#contract/labour/rules';
import type { UnitWire } from '#contract/labour/unit';
import { paramsOf } from '#domain/labour/pack';
import { dateOf } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';

/** @returns ms; null: the rule is off by now, or not known */
export function restLength(
  { rules }: Pick<UnitWire, 'rules'>,
  { rule, plannedAt }: Pick<RestWire, 'rule' | 'plannedAt'>,
  zone: ZoneTable,
): number | null {
  const date = dateOf(toLocal(zone, Date.parse(plannedAt)));
  const entries = rules.map(toRulesEntry).sort((a, b) => a.from - b.from);
  const entry = entries.findLast(({ from }) => from <= date);
  return entry === undefined ? null : (paramsOf(entry, rule)?.rest ?? null);
}
