/**
 * Puts time on whole minutes, in which pay is counted. Each edge goes down to its minute, so that what is disjoint
 * stays disjoint, and whoever hands over a duty and whoever takes it share no minute.
 */
import { MINUTE } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { lengthOf, mergeSpans } from '#domain/time/span';

function down(instant: number): number {
  return Math.floor(instant / MINUTE) * MINUTE;
}

export function wholeMinutes(spans: readonly Span[]): Span[] {
  return mergeSpans(spans.map(({ start, end }) => ({ start: down(start), end: down(end) })));
}

export function minutesOf(spans: readonly Span[]): number {
  return Math.round(lengthOf(spans) / MINUTE);
}
