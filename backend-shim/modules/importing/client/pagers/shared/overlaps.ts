/** Finds where stretches of time overlap. */
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';

/** @returns sorted and disjoint: where at least two of the spans hold */
export function overlapsOf(spans: readonly Span[]): Span[] {
  const shared = spans.flatMap((one, i) =>
    spans.slice(i + 1).map((other) => ({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) })),
  );
  return mergeSpans(shared.filter(({ start, end }) => start < end));
}
