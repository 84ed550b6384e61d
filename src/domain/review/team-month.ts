/**
 * Picks what a team's managers are told of a month: four figures, none of a person and none of a group under three (the
 * figures of a team leave those out themselves).
 */
import { teamChapter } from '#domain/insight/chapters/team';
import type { IncidentFact } from '#domain/insight/facts';
import type { Figure, FigureKey } from '#domain/insight/figure';
import { INSIGHT_SETTINGS } from '#domain/insight/settings';
import { monthBefore, monthOf } from '#domain/insight/month';
import type { TeamMonth } from '#domain/notify/notice';
import { DAY, HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

/** A month is settled a day after its end, and nobody reads letters at midnight. */
const SENT_AFTER = DAY + 6 * HOUR;

/** The last month (UTC) that can be told. */
export function toldMonth(now: number): Span {
  return monthBefore(monthOf(now - SENT_AFTER));
}

export interface MonthOfIncidents {
  month: Span;
  incidents: readonly IncidentFact[];
}

/** @param keptSince older incidents may have been removed */
export function teamMonth(told: MonthOfIncidents, before: MonthOfIncidents, now: number, keptSince: number): TeamMonth {
  const figures = figuresOf(told, now, keptSince);
  const isWhole = before.month.start >= keptSince;
  return {
    start: told.month.start,
    incidents: figures('incidents') ?? 0,
    before: isWhole ? (figuresOf(before, now, keptSince)('incidents') ?? 0) : null,
    selfHealed: figures('selfHealed') ?? 0,
    answered: figures('answered'),
    median: figures('timeToAnswer.median'),
  };
}

function figuresOf({ month, incidents }: MonthOfIncidents, now: number, keptSince: number) {
  const nothing = { calls: [], duties: [], work: [], people: [], coverage: [] };
  const history = { period: month, now, incidents, ...nothing };
  // Of nobody's load, since nobody is readable.
  const { figures } = teamChapter(history, { keptSince, readable: new Set() }, INSIGHT_SETTINGS);
  return (key: FigureKey): number | null => figures.find((one: Figure) => one.key === key)?.value ?? null;
}
