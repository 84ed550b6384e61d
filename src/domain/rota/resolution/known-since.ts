/** What is learnt late does not change the past of a rota that was there already. */
import type { Span } from '#domain/time/span';

/**
 * Between the entry of the rota and its own, a fact was not known and changes nothing. What it leaves
 * may be empty.
 */
export function actsIn({ start, end }: Span, knownAt: number | undefined, since: number): Span[] {
  return knownAt === undefined || knownAt <= since
    ? [{ start, end }]
    : [
        { start, end: Math.min(end, since) },
        { start: Math.max(start, knownAt), end },
      ];
}
