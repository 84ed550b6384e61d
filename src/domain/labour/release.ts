/** Computes and records releases: starts that moved because a rest was not complete. */
import type { PersonFacts, RestRecord, RestRule } from '#domain/labour/facts/model';
import type { RulesPeriod } from '#domain/labour/pack';
import { paramsAt } from '#domain/labour/pack';
import type { Completion, Stretch } from '#domain/labour/rest';
import { dailyRest, weeklyRest } from '#domain/labour/rest';
import type { RestGap } from '#domain/labour/working-days';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';

/** A planned start, and the earliest start that interventions moved it to. */
export interface Release {
  plannedAt: number;
  earliestAt: number;
  /** The rule that asks for the later start. */
  rule: RestRule;
  causes: readonly string[];
  provisional: boolean;
  /** When the person began nevertheless; Infinity: the release counts as kept. */
  startedAt: number;
}

interface Moved {
  rule: RestRule;
  completion: Completion;
}

/** Finds when the person began, by the planned start. A release that was waived is begun as planned. */
function startedAtOf(rests: PersonFacts['rests']): (plannedAt: number) => number {
  const known = new Map(
    rests
      .filter(({ state }) => state !== 'void')
      .map(({ plannedAt, state, startedAt }) => [plannedAt, state === 'waived' ? plannedAt : (startedAt ?? Infinity)]),
  );
  return (plannedAt) => known.get(plannedAt) ?? Infinity;
}

/**
 * The releases of planned starts, by planned start. There is one only where an intervention moved the earliest start
 * beyond the planned one, never for a schedule that is too tight by itself.
 *
 * @param gaps between planned working days
 * @param weeks civil weeks whose weekly rest counts
 */
export function releasesOf(
  gaps: readonly RestGap[],
  weeks: readonly Span[],
  stretches: readonly Stretch[],
  periods: readonly RulesPeriod[],
  rests: PersonFacts['rests'],
): Release[] {
  if (stretches.length === 0) {
    return [];
  }
  const startedAt = startedAtOf(rests);
  const moved = new Map<number, Moved[]>();
  const add = (plannedAt: number, one: Moved): void => {
    moved.set(plannedAt, [...(moved.get(plannedAt) ?? []), one]);
  };
  for (const gap of gaps) {
    const params = paramsAt(periods, 'restDaily', gap.end);
    if (params !== null && gap.beforeDay) {
      const completion = dailyRest(gap, stretches, params, startedAt(gap.end));
      if (completion.at > gap.end && dailyRest(gap, [], params, Infinity).at <= gap.end) {
        add(gap.end, { rule: 'restDaily', completion });
      }
    }
  }
  for (const week of weeks) {
    const params = paramsAt(periods, 'restWeekly', week.start);
    if (params !== null) {
      const { given, gap, completion } = weeklyRest(week, gaps, stretches, params, ({ end }) => startedAt(end));
      if (!given && gap?.beforeDay && completion !== null && weeklyRest(week, gaps, [], params, () => Infinity).given) {
        add(gap.end, { rule: 'restWeekly', completion });
      }
    }
  }
  return [...moved]
    .map(([plannedAt, causes]) => latest(plannedAt, causes, startedAt(plannedAt)))
    .sort((a, b) => a.plannedAt - b.plannedAt);
}

function latest(plannedAt: number, moved: readonly Moved[], startedAt: number): Release {
  const { rule, completion } = moved.reduce((a, b) => (b.completion.at > a.completion.at ? b : a));
  return {
    plannedAt,
    earliestAt: completion.at,
    rule,
    causes: completion.causes.flatMap(({ ids }) => ids),
    provisional: completion.causes.some(({ provisional }) => provisional),
    startedAt,
  };
}

/** What releases take away from ordinary hours. */
export function releasedTime(releases: readonly Release[]): Span[] {
  return mergeSpans(
    releases.map(({ plannedAt, earliestAt, startedAt }) => ({
      start: plannedAt,
      end: Math.min(earliestAt, startedAt),
    })),
  );
}

/**
 * The records of releases, brought up to date. If a release is made, or moved to a later instant, after the earliest
 * start known before has passed, the record says that the person began at that start, because nobody could know of the
 * release. A record whose cause has gone becomes void.
 *
 * @param before records of the same range
 * @returns by planned start
 */
export function restRecords(before: readonly RestRecord[], releases: readonly Release[], now: number): RestRecord[] {
  const known = new Map(before.map((record) => [record.plannedAt, record]));
  const current = releases.map(({ plannedAt, earliestAt, rule, causes, provisional }): RestRecord => {
    const old = known.get(plannedAt);
    known.delete(plannedAt);
    const toldStart = old === undefined || old.state === 'void' ? plannedAt : old.earliestAt;
    const couldHaveBegun = earliestAt > toldStart && now >= toldStart;
    return {
      plannedAt,
      earliestAt,
      rule,
      causes,
      provisional,
      state: old?.state === 'waived' ? 'waived' : 'applies',
      startedAt: old?.startedAt ?? (couldHaveBegun ? toldStart : null),
    };
  });
  const gone = [...known.values()].map((record): RestRecord => ({ ...record, state: 'void' }));
  return [...current, ...gone].sort((a, b) => a.plannedAt - b.plannedAt);
}
