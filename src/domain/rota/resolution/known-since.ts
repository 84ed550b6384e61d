/** Ensures that a fact entered late does not change the past of an older rota. */
import type { Span } from '#domain/time/span';

/** Between the entry of the rota and its own, a fact was unknown and changes nothing. The result may be empty. */
export function actsIn({ start, end }: Span, knownAt: number | undefined, since: number): Span[] {
  return knownAt === undefined || knownAt <= since
    ? [{ start, end }]
    : [
        { start, end: Math.min(end, since) },
        { start: Math.max(start, knownAt), end },
      ];
}
