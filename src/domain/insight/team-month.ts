/**
 * Picks what a team's managers are told of a month: five figures, none of a person and none of a group under three (the
 * figures of a team leave those out themselves).
 */
import type { Figure, FigureKey } from '#domain/insight/figure';
import { monthBefore, monthOf } from '#domain/time/month';
import type { TeamMonth } from '#domain/notify/notice';
import { DAY, HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

/** A month is settled a day after its end, and nobody reads letters at midnight. */
const SENT_AFTER = DAY + 6 * HOUR;

/** The last month (UTC) that can be told. */
export function toldMonth(now: number): Span {
  return monthBefore(monthOf(now - SENT_AFTER));
}

export interface MonthOfFigures {
  month: Span;
  /** Of the chapter *Team*, of nobody whose load is readable. */
  figures: readonly Figure[];
}

/** @param keptSince older incidents may have been removed */
export function teamMonth(told: MonthOfFigures, before: MonthOfFigures, keptSince: number): TeamMonth {
  const value = valuesOf(told);
  const missed = told.figures.find(({ key }) => key === 'missed');
  const isWhole = before.month.start >= keptSince;
  return {
    start: told.month.start,
    incidents: value('incidents') ?? 0,
    before: isWhole ? (valuesOf(before)('incidents') ?? 0) : null,
    missed: missed === undefined ? null : { incidents: missed.value ?? 0, paged: missed.n },
    selfHealed: value('selfHealed') ?? 0,
    answered: value('answered'),
    median: value('timeToAnswer.median'),
  };
}

function valuesOf({ figures }: MonthOfFigures) {
  return (key: FigureKey): number | null => figures.find((one) => one.key === key)?.value ?? null;
}
