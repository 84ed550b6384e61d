/** The range that the timeline shows, and how to move it, in civil time of a zone. */
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { addMonths, dateOf, firstOfMonth, firstOfQuarter, firstOfYear, mondayOf } from '#domain/time/calendar';
import { formatDate, parseDate } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

export const SPANS = ['day', 'weeks', 'month', 'quarter', 'year'] as const;
/** `weeks` means two weeks. */
export type ViewSpan = (typeof SPANS)[number];

export interface TimelineView {
  span: ViewSpan;
  /** First day shown; aligned to the span. */
  start: LocalDate;
}

export interface TimeRange {
  /** Epoch ms, half-open. */
  from: number;
  to: number;
}

/** The view of this span that contains the date. */
export function viewAt(span: ViewSpan, date: LocalDate): TimelineView {
  switch (span) {
    case 'day':
      return { span, start: date };
    case 'weeks':
      return { span, start: mondayOf(date) };
    case 'month':
      return { span, start: firstOfMonth(date) };
    case 'quarter':
      return { span, start: firstOfQuarter(date) };
    case 'year':
      return { span, start: firstOfYear(date) };
  }
}

const MONTHS: Partial<Record<ViewSpan, number>> = { month: 1, quarter: 3, year: 12 };
const DAYS: Partial<Record<ViewSpan, number>> = { day: 1, weeks: 14 };
/** Two weeks move by one week, so that part of the screen stays the same. */
const STEPS: Partial<Record<ViewSpan, number>> = { day: 1, weeks: 7 };

function plusMonths(date: LocalDate, months: number): LocalDate {
  return dateOf(addMonths(date * DAY, months));
}

/** The day after the last one shown. */
export function endOf({ span, start }: TimelineView): LocalDate {
  const months = MONTHS[span];
  return months === undefined ? start + (DAYS[span] ?? 1) : plusMonths(start, months);
}

export function moved(view: TimelineView, steps: number): TimelineView {
  const months = MONTHS[view.span];
  return {
    ...view,
    start: months === undefined ? view.start + steps * (STEPS[view.span] ?? 1) : plusMonths(view.start, steps * months),
  };
}

export function rangeOf(view: TimelineView, zone: ZoneTable): TimeRange {
  return { from: firstInstant(zone, view.start * DAY), to: firstInstant(zone, endOf(view) * DAY) };
}

/** The civil date at an instant. */
export function dateAt(instant: number, zone: ZoneTable): LocalDate {
  return dateOf(toLocal(zone, instant));
}

/** Reads `?view=month&from=2026-01-05`; defaults to two weeks from today. */
export function readView(params: URLSearchParams, today: LocalDate): TimelineView {
  const span = SPANS.find((one) => one === params.get('view')) ?? 'weeks';
  const from = parseDate(params.get('from') ?? '');
  return viewAt(span, from ?? today);
}

/** The parameters for the URL; a view that contains today needs no date. */
export function viewParams(view: TimelineView, today: LocalDate): { view: string; from: string | null } {
  return { view: view.span, from: viewAt(view.span, today).start === view.start ? null : formatDate(view.start) };
}
