/** Checks the record of working time (D3171-8): an assumed end of an intervention is to be confirmed within days. */
import { measuredData, remedy } from '#domain/labour/finding';
import type { RuleParams } from '#domain/labour/pack';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged } from '#domain/labour/rules/rule';
import { dateOf } from '#domain/time/calendar';
import { toLocal } from '#domain/time/zone';

export const recordRule: Rule<RuleParams['record']> = (time, { after }) =>
  time.interventions
    .filter(({ start, provisional }) => provisional && isJudged(time, start))
    .filter(({ end }) => time.now >= end + after)
    .map(({ id, start, end }) => ({
      severity: 'check',
      subject: `intervention ${id}`,
      anchor: dateOf(toLocal(time.person.zone, start)),
      rota: null,
      start,
      end,
      data: measuredData(time.now - end, after),
      remedy: remedy('confirm'),
      provisional: true,
    }));
