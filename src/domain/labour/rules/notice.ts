/**
 * Checks notice of on-call duty (L3121-12, R3121-3): 15 days unless an agreement says otherwise, one clear day at
 * least.
 */
import type { LabourFacts } from '#domain/labour/facts/model';
import type { FindingSeverity, Remedy, RuleFinding } from '#domain/labour/finding';
import { measuredData, remedy } from '#domain/labour/finding';
import type { ToldPart } from '#domain/labour/notice';
import { daysOfNotice, stretchesOfDuty, toldParts } from '#domain/labour/notice';
import type { RuleParams } from '#domain/labour/pack';
import type { Rule } from '#domain/labour/rules/rule';
import { isJudged } from '#domain/labour/rules/rule';
import { tellBy } from '#domain/labour/tell-by';
import type { PersonTime } from '#domain/labour/time-of';
import { dateOf } from '#domain/time/calendar';
import { toLocal } from '#domain/time/zone';

export const noticeRule: Rule<RuleParams['notice']> = (time, params, facts) => {
  const { notices } = facts;
  return notices === null
    ? []
    : stretchesOfDuty(time.duties)
        .flatMap((stretch) => toldParts(stretch, notices))
        .filter(({ start }) => isJudged(time, start))
        .flatMap((part) => findingOf(time, params, facts, part) ?? []);
};

function findingOf(
  time: PersonTime,
  params: RuleParams['notice'],
  { disconnect }: LabourFacts,
  part: ToldPart,
): RuleFinding | null {
  const { zone, since } = time.person;
  const { start, end, rota } = part;
  const mayStillBeTold =
    part.toldAt === null && time.now <= tellBy(start, params, zone, disconnect ? time.planned : null);
  // A part that is not told in time yet is judged as if it were told now; once it has begun, nothing is measured.
  const dates = daysOfNotice(part.toldAt ?? time.now, start, zone);
  const days = params.count === 'clear' ? dates - 1 : dates;
  if (mayStillBeTold || days >= params.days) {
    return null;
  }
  const date = dateOf(toLocal(zone, start));
  const clear = dates - 1 >= params.clear;
  const severity = severityOf(part, clear, date - since < params.days);
  return {
    severity,
    subject: `${rota} ${start}`,
    anchor: date,
    rota,
    start,
    end,
    data: measuredData(part.toldAt === null && start < time.now ? null : days, params.days),
    remedy: remedyOf(part, clear),
    provisional: false,
  };
}

function severityOf({ voluntary, reason }: ToldPart, clear: boolean, soonAfterSince: boolean): FindingSeverity {
  if (voluntary || soonAfterSince) {
    return 'note';
  }
  return reason !== null && clear ? 'check' : 'outside';
}

function remedyOf({ reason }: ToldPart, clear: boolean): Remedy {
  return remedy(!clear ? 'chooseAnother' : reason === null ? 'giveReason' : 'askHr');
}
