/** Names the rules of a pack, and says each with its numbers in a sentence. */
import type { RuleKind, RuleParams, RulesEntry } from '#domain/labour/pack';
import { paramsOf } from '#domain/labour/pack';
import { t } from '../../language.ts';
import { durationText } from '../time/format.ts';
import { hoursText } from '../time/duration-text.ts';

const NAMES: Record<RuleKind, () => string> = {
  notice: () => t('rule.notice', 'Notice'),
  compensation: () => t('rule.compensation', 'Compensation'),
  restDaily: () => t('rule.rest-daily', 'Daily rest'),
  restWeekly: () => t('rule.rest-weekly', 'Weekly rest'),
  hoursDaily: () => t('rule.hours-daily', 'Hours of a day'),
  hoursWeekly: () => t('rule.hours-weekly', 'Hours of a week'),
  hoursAverage: () => t('rule.hours-average', 'Average hours'),
  eligible: () => t('rule.eligible', 'Availability for on-call'),
  record: () => t('rule.record', 'Record of interventions'),
  document: () => t('rule.document', 'Monthly document'),
};

export function ruleName(kind: RuleKind): string {
  return NAMES[kind]();
}

const SENTENCES: { [Kind in RuleKind]: (params: RuleParams[Kind]) => string } = {
  notice: ({ days, clear, count, reason }) =>
    [
      count === 'clear'
        ? t('rule.notice-clear', 'On-call duty is told {{n}} clear days ahead.', { n: days })
        : t('rule.notice-calendar', 'On-call duty is told {{n}} days ahead.', { n: days }),
      reason === 'required'
        ? t('rule.notice-reason', '', {
            count: clear,
            defaultValue_one: 'Shorter notice takes a written reason and at least {{count}} clear day.',
            defaultValue_other: 'Shorter notice takes a written reason and at least {{count}} clear days.',
          })
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  compensation: () => t('rule.compensation-text', 'Each minute on call is paid, or compensated by rest.'),
  restDaily: ({ rest, policy }) =>
    `${t('rule.rest-daily-text', '{{hours}} of rest before each working day.', { hours: hoursText(rest) })} ${restartText(policy)}`,
  restWeekly: ({ rest, policy }) =>
    `${t('rule.rest-weekly-text', '{{hours}} of rest in one piece in each week.', { hours: hoursText(rest) })} ${restartText(policy)}`,
  hoursDaily: ({ max }) => t('rule.hours-daily-text', 'At most {{hours}} of work a day.', { hours: hoursText(max) }),
  hoursWeekly: ({ max }) => t('rule.hours-weekly-text', 'At most {{hours}} of work a week.', { hours: hoursText(max) }),
  hoursAverage: ({ max, weeks }) =>
    t('rule.hours-average-text', 'At most {{hours}} of work a week on average of {{weeks}} weeks.', {
      hours: hoursText(max),
      weeks,
    }),
  eligible: ({ night }) =>
    t(
      'rule.eligible-text',
      'Nobody is on call whose profile excludes it; who takes daytime only is not on call from {{from}} to {{to}}.',
      { ...night },
    ),
  record: ({ after }) =>
    t('rule.record-text', 'The end of each intervention is confirmed within {{time}}.', { time: durationText(after) }),
  document: ({ by }) =>
    t('rule.document-text', 'Each person has the document of a month by day {{day}} of the next.', { day: by }),
};

function restartText(policy: RuleParams['restDaily']['policy']): string {
  return policy === 'alwaysAfterLast'
    ? t('rule.rest-always', 'It begins anew after the last call.')
    : t('rule.rest-unless', 'It begins anew after a call, unless it was already taken.');
}

/** null: the rule is off. */
export function ruleSentence<Kind extends RuleKind>(entry: RulesEntry, kind: Kind): string | null {
  const params = paramsOf(entry, kind);
  return params === null ? null : SENTENCES[kind](params);
}
