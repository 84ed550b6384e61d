/**
 * Makes the finding that daily and weekly rest have in common: a working day that began before the rest was complete.
 */
import type { RuleFinding } from '#domain/labour/finding';
import { remedy } from '#domain/labour/finding';
import type { PersonTime } from '#domain/labour/time-of';
import type { RestGap } from '#domain/labour/working-days';

interface ShortRest extends Pick<RuleFinding, 'subject' | 'anchor' | 'start' | 'end' | 'provisional'> {
  owed: number;
  measured: number;
}

/** @param short `end`: when the rest would have been complete */
export function restFinding(
  { now }: PersonTime,
  { rest, owedWithin }: { rest: number; owedWithin: number },
  { measured, owed, ...short }: ShortRest,
): RuleFinding {
  return {
    ...short,
    severity: 'outside',
    rota: null,
    data: { measured: Math.max(0, measured), limit: rest, owed, owedBy: short.start + owedWithin },
    remedy: short.start > now ? remedy('startAt', short.end) : remedy('giveRest'),
  };
}

/** When the person began to work after a gap by the releases in it; Infinity: as the gap ends. */
export function startedAfter({ releases }: PersonTime, gap: RestGap): number {
  const begun = releases.filter(({ plannedAt }) => plannedAt >= gap.start && plannedAt <= gap.end);
  return Math.min(Infinity, ...begun.map(({ startedAt }) => startedAt));
}
