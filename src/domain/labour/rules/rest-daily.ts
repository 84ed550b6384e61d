/**
 * Checks daily rest (L3131-1, L3121-10, directive 2003/88 art. 3): 11 hours before a working day, and no call during
 * them.
 */
import type { RuleFinding } from '#domain/labour/finding';
import { measuredData, remedy } from '#domain/labour/finding';
import type { RestDailyParams } from '#domain/labour/pack';
import { dailyRest } from '#domain/labour/rest';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged } from '#domain/labour/rules/rule';
import { restFinding, startedAfter } from '#domain/labour/rules/rest-finding';
import type { PersonTime } from '#domain/labour/time-of';
import { dateOf } from '#domain/time/calendar';
import { toLocal } from '#domain/time/zone';

export const restDailyRule: Rule<RestDailyParams> = (time, params) => [
  ...tooEarly(time, params),
  ...calledDuringRest(time, params),
];

function tooEarly(time: PersonTime, params: RestDailyParams): RuleFinding[] {
  return time.days.flatMap((day, i) => {
    const gap = time.gaps[i];
    if (gap === undefined || !isJudged(time, day.start)) {
      return [];
    }
    const { at, causes } = dailyRest(gap, time.stretches, params, startedAfter(time, gap));
    if (at <= day.start) {
      return [];
    }
    // D3131-2: the rest that is missing until the earliest start is owed.
    const owed = at - day.start;
    return restFinding(time, params, {
      subject: 'day',
      anchor: day.date,
      start: day.start,
      end: at,
      owed,
      measured: params.rest - owed,
      provisional: causes.some(({ provisional }) => provisional),
    });
  });
}

function calledDuringRest(time: PersonTime, params: RestDailyParams): RuleFinding[] {
  return time.interventions.flatMap((intervention): RuleFinding[] => {
    const { id, start, end, provisional } = intervention;
    const release = time.releases.find(
      ({ plannedAt, earliestAt, startedAt }) => start >= plannedAt && start < Math.min(earliestAt, startedAt),
    );
    if (release === undefined || !isJudged(time, start)) {
      return [];
    }
    return [
      {
        severity: 'check',
        subject: `intervention ${id}`,
        anchor: dateOf(toLocal(time.person.zone, start)),
        rota: null,
        start,
        end,
        data: measuredData(start - release.plannedAt, params.rest),
        remedy: remedy('startAt', release.earliestAt),
        provisional,
      },
    ];
  });
}
