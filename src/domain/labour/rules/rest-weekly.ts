/** Checks weekly rest (L3132-2, L3121-10, directive 2003/88 art. 5): 35 hours in one gap of each civil week. */
import type { RuleFinding } from '#domain/labour/finding';
import type { RestWeeklyParams } from '#domain/labour/pack';
import { longestFreeTime, weeklyRest } from '#domain/labour/rest';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged } from '#domain/labour/rules/rule';
import { restFinding, startedAfter } from '#domain/labour/rules/rest-finding';

export const restWeeklyRule: Rule<RestWeeklyParams> = (time, params) =>
  time.weeks.flatMap((week): RuleFinding[] => {
    if (!isJudged(time, week.start)) {
      return [];
    }
    const { given, gap, completion } = weeklyRest(week, time.gaps, time.stretches, params, (one) =>
      startedAfter(time, one),
    );
    if (given || gap === null || completion === null || !gap.beforeDay) {
      return [];
    }
    // L3132-4: the suppressed rest is owed.
    const measured = longestFreeTime(week, time.gaps, time.stretches);
    return [
      restFinding(time, params, {
        subject: 'week',
        anchor: week.monday,
        start: gap.end,
        end: completion.at,
        owed: params.rest - measured,
        measured,
        provisional: completion.causes.some(({ provisional }) => provisional),
      }),
    ];
  });
