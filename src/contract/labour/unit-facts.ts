/** Turns a unit into the domain's value. */
import { toRulesEntry } from '#contract/labour/rules';
import type { UnitWire } from '#contract/labour/unit';
import { toMilliseconds } from '#contract/time/duration';
import { toDate } from '#contract/time/local-date';
import type { Unit } from '#domain/labour/facts/unit';

/** `managers`: as stated, and nobody if the unit leaves them to its teams. `since`: as stated. */
export function toUnit(wire: UnitWire): Unit {
  const { id, name, timeZone, holidays, language, teams, hr, night, restPaging, disconnect, retentionYears } = wire;
  const since = toDate(wire.since);
  return {
    ...{ id, name, since, timeZone, holidays, language, teams, hr, night, restPaging, disconnect, retentionYears },
    managers: wire.managers ?? [],
    duties: wire.duties.map(({ from, until, ...duty }) => ({
      ...duty,
      from: from ? toDate(from) : since,
      until: until ? toDate(until) : null,
    })),
    rules: wire.rules.map(toRulesEntry),
    tail: toMilliseconds(wire.interventions.tail),
  };
}

/**
 * The unit as it acts: its managers are those of its teams unless it names some, and nothing that was recorded before
 * the day after its first save is ever judged.
 *
 * @param firstDay the day after the first save
 */
export function unitInForce(wire: UnitWire, managersOf: (team: string) => readonly string[], firstDay: number): Unit {
  const unit = toUnit(wire);
  const managers = wire.managers ?? [...new Set(wire.teams.flatMap(managersOf))];
  return { ...unit, managers, since: Math.max(unit.since, firstDay) };
}
