/** Computes when a daily or weekly rest is complete. */
import type { RestDailyParams, RestPolicy, RestWeeklyParams } from '#domain/labour/pack';
import type { RestGap } from '#domain/labour/working-days';
import type { Span } from '#domain/time/span';
import { firstEndingAfter, subtractSpans } from '#domain/time/span';

/** Interventions that overlap or touch, travel included: work without a break. */
export interface Stretch extends Span {
  /** Ids of the interventions. */
  ids: readonly string[];
  /** Whether one of their ends is assumed. */
  provisional: boolean;
}

export interface RestNeed {
  need: number;
  /** Free time counts only in the last such time of the gap; null: in all of it. */
  within: number | null;
  policy: RestPolicy;
  minInterruption: number;
  /** When the person began to work again; what starts later interrupts no rest of this gap. */
  startedAt: number;
}

export interface Completion {
  at: number;
  /** The stretches that moved it. */
  causes: readonly Stretch[];
}

/**
 * When `need` free time has run in a gap. An intervention restarts it unless the rest was complete when it began; its
 * true end counts, also beyond the gap and within a release.
 */
export function complete(gap: Span, stretches: readonly Stretch[], rest: RestNeed): Completion {
  const { need, within, policy, minInterruption, startedAt } = rest;
  const first = within === null ? gap.start : Math.max(gap.start, gap.end - within);
  let current = first;
  const causes: Stretch[] = [];
  for (let i = firstEndingAfter(stretches, first); i < stretches.length; i++) {
    const stretch = stretches[i] as Stretch;
    const taken = current + need;
    if (
      stretch.start >= startedAt ||
      stretch.start >= (policy === 'alwaysAfterLast' ? Math.max(gap.end, taken) : taken)
    ) {
      break;
    }
    if (stretch.end - stretch.start > minInterruption) {
      current = Math.max(current, stretch.end);
      causes.push(stretch);
    }
  }
  return { at: current + need, causes };
}

export function dailyRest(
  gap: Span,
  stretches: readonly Stretch[],
  params: RestDailyParams,
  startedAt: number,
): Completion {
  const within = params.within === 'gap' ? null : params.within;
  return complete(gap, stretches, { ...params, need: params.rest, within, startedAt });
}

export interface WeeklyRest {
  given: boolean;
  /** The first gap in which it is given, or else the longest of the week; null: the week has none. */
  gap: RestGap | null;
  completion: Completion | null;
}

/**
 * The weekly rest of a civil week: given if it is complete in a gap that starts in the week; else judged by the longest
 * of them. If none starts in it (leave), by the part from Monday on of the gap that contains Monday 00:00.
 *
 * @param startedAt when the person began to work after a gap
 */
export function weeklyRest(
  week: Span,
  gaps: readonly RestGap[],
  stretches: readonly Stretch[],
  params: RestWeeklyParams,
  startedAt: (gap: RestGap) => number,
): WeeklyRest {
  let longest: WeeklyRest = { given: false, gap: null, completion: null };
  for (const gap of gapsOfWeek(week, gaps)) {
    const need = { ...params, need: params.rest, within: null, startedAt: startedAt(gap) };
    const completion = complete(gap, stretches, need);
    if (completion.at <= gap.end) {
      return { given: true, gap, completion };
    }
    if (longest.gap === null || lengthOf(gap) > lengthOf(longest.gap)) {
      longest = { given: false, gap, completion };
    }
  }
  return longest;
}

/** The gaps that start in the week; `gaps` are sorted by start. */
function gapsOfWeek(week: Span, gaps: readonly RestGap[]): RestGap[] {
  let first = 0;
  for (let high = gaps.length; first < high;) {
    const middle = (first + high) >>> 1;
    if ((gaps[middle] as RestGap).start < week.start) {
      first = middle + 1;
    } else {
      high = middle;
    }
  }
  const starting: RestGap[] = [];
  for (let i = first; i < gaps.length && (gaps[i] as RestGap).start < week.end; i++) {
    const gap = gaps[i] as RestGap;
    if (gap.start < gap.end) {
      starting.push(gap);
    }
  }
  if (starting.length > 0) {
    return starting;
  }
  return gaps
    .filter(({ start, end }) => start < week.start && week.start < end)
    .map((gap) => ({ ...gap, start: week.start }));
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

/** The longest time without an intervention in any of the week's gaps, ms. */
export function longestFreeTime(week: Span, gaps: readonly RestGap[], stretches: readonly Stretch[]): number {
  const free = gapsOfWeek(week, gaps).flatMap((gap) => {
    const near = stretches.filter(({ start, end }) => end > gap.start && start < gap.end);
    return subtractSpans([{ start: gap.start, end: gap.end }], near).map(lengthOf);
  });
  return Math.max(0, ...free);
}
