/**
 * Checks longest working times: L3121-18 (10 h a day), L3121-20 (48 h a week), L3121-22 (44 h on average of 12 weeks).
 */
import type { RuleFinding } from '#domain/labour/finding';
import { measuredData, remedy } from '#domain/labour/finding';
import { profileOn } from '#domain/labour/facts/profile';
import { averageHours, hoursByDate, hoursByWeek } from '#domain/labour/hours';
import type { RuleParams } from '#domain/labour/pack';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged, isProvisional } from '#domain/labour/rules/rule';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { firstInstant } from '#domain/time/zone';

export const hoursDailyRule: Rule<RuleParams['hoursDaily']> = (time, { max }) => {
  const { zone } = time.person;
  return [...hoursByDate(time.work, zone)].flatMap(([date, worked]) => {
    if (worked <= max) {
      return [];
    }
    const day = { start: firstInstant(zone, date * DAY), end: firstInstant(zone, (date + 1) * DAY) };
    return hoursFinding(time, 'day', date, day, worked, max);
  });
};

export const hoursWeeklyRule: Rule<RuleParams['hoursWeekly']> = (time, { max }) =>
  hoursByWeek(time)
    .filter(({ work }) => work > max)
    .flatMap(({ monday, work, ...week }) => hoursFinding(time, 'week', monday, week, work, max));

/**
 * Judges only averages whose weeks all lie after the unit's first day; weeks of leave or sickness are neutral
 * (*counsel*).
 */
export const hoursAverageRule: Rule<RuleParams['hoursAverage']> = (time, params) =>
  averageHours(time, params).flatMap(({ monday, average, ...week }) =>
    average !== null && average > params.max ? hoursFinding(time, 'week', monday, week, average, params.max) : [],
  );

/** Makes a finding, but none for contracts that are counted in days, which have no hours. */
function hoursFinding(
  time: PersonTime,
  subject: string,
  anchor: LocalDate,
  { start, end }: Span,
  measured: number,
  max: number,
): RuleFinding[] {
  if (!isJudged(time, start) || profileOn(time.person.profiles, anchor)?.contract !== 'hours') {
    return [];
  }
  const provisional = isProvisional(time, { start, end });
  const data = measuredData(measured, max);
  return [{ severity: 'outside', subject, anchor, rota: null, start, end, data, remedy: remedy('askHr'), provisional }];
}
