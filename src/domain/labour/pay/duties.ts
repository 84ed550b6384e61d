/** Finds the level of on-call duty, and the duties that a pay rule is for. */
import type { UnitDuty } from '#domain/labour/facts/unit';
import type { DutyLevel } from '#domain/labour/facts/level';
import type { DutySpan, PersonFacts } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import { dateAt } from '#domain/labour/pay/month';
import type { PayTarget } from '#domain/labour/pay/rules';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant } from '#domain/time/zone';

export interface LevelledDuty extends DutySpan {
  level: DutyLevel;
}

/** The duties of the rotas that the unit lists, by rota and level, each merged. */
export function levelledDuties(
  duties: readonly DutySpan[],
  listed: readonly UnitDuty[],
  zone: ZoneTable,
): LevelledDuty[] {
  return listed
    .filter(({ kind }) => kind === 'onCall')
    .flatMap(({ rota, level, from, until }) => {
      const end = until === null ? Infinity : firstInstant(zone, (until + 1) * DAY);
      const own = mergeSpans(duties.filter((duty) => duty.rota === rota));
      return intersectSpans(own, [{ start: firstInstant(zone, from * DAY), end }]).map((span) => ({
        rota,
        level,
        ...span,
      }));
    });
}

/** The level at which the unit lists a rota on a date; null: it lists it not. */
export function levelOn(listed: readonly UnitDuty[], rota: string, date: LocalDate): DutyLevel | null {
  const levels = listed
    .filter((one) => one.rota === rota && one.kind === 'onCall')
    .filter(({ from, until }) => from <= date && (until === null || date <= until))
    .map(({ level }) => level);
  return levels.includes('primary') ? 'primary' : (levels[0] ?? null);
}

/** Whether a rule is for duty of this rota and level. */
export function isFor({ level, rotas }: PayTarget, rota: string, of: DutyLevel): boolean {
  return (level === null || level === of) && (rotas === null || rotas.includes(rota));
}

/** The time of duty that a rule is for. Where two duties meet, the time is of level primary. */
export function targetSpans(target: PayTarget, duties: readonly LevelledDuty[]): Span[] {
  const of = (level: DutyLevel) =>
    mergeSpans(duties.filter((duty) => duty.level === level && isFor(target, duty.rota, level)));
  const primary = mergeSpans(duties.filter(({ level }) => level === 'primary'));
  return mergeSpans([...of('primary'), ...subtractSpans(of('backup'), primary)]);
}

/** The part of the range in which a work profile of this unit holds: only then anything is counted or paid. */
export function profiledTime({ zone, profiles, since }: PersonFacts, range: Span): Span[] {
  const spans: Span[] = [];
  for (let date = Math.max(since, dateAt(zone, range.start)); firstInstant(zone, date * DAY) < range.end; date++) {
    if (profileOn(profiles, date) !== null) {
      spans.push({ start: firstInstant(zone, date * DAY), end: firstInstant(zone, (date + 1) * DAY) });
    }
  }
  return intersectSpans(mergeSpans(spans), [range]);
}
