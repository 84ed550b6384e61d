/** Makes sentences of findings: what the rule measured beside its limit, and what may be done about it. */
import type { FindingWire } from '#contract/labour/finding';
import type { RuleKind } from '#domain/labour/pack';
import { DAY, MINUTE } from '#domain/time/duration';
import { t } from '../../language.ts';
import { dayText, durationText, monthYear, timeText } from '../time/format.ts';
import { minutesText } from '../time/duration-text.ts';

export interface FindingView {
  name: string;
  now: number;
  zone: string;
}

type Sentence = (finding: FindingWire, view: FindingView) => string;

const monthText = (at: string, zone: string) => monthYear(Date.parse(at), zone);

const restSentence =
  (whole: (values: object) => string, called: (values: object) => string): Sentence =>
  ({ severity, start, data }, { name, now, zone }) => {
    const values = {
      name,
      time: timeText(Date.parse(start), now, zone),
      measured: minutesText(data.measured ?? 0),
      limit: minutesText(data.limit),
    };
    return severity === 'check' && data.owed === null ? called(values) : whole(values);
  };

const calledDuringRest = (values: object) =>
  t('finding.called', '{{name}} was called at {{time}}, {{measured}} into a rest of {{limit}}.', { ...values });

const SENTENCES: Record<RuleKind, Sentence> = {
  notice: ({ start, data }, { name, now, zone }) => {
    const time = timeText(Date.parse(start), now, zone);
    return data.measured === null
      ? t('finding.untold', '{{name}} has not been told of the duty from {{time}}.', { name, time })
      : t('finding.notice', '{{name}}: notice of {{n}} days for the duty from {{time}}; the rule is {{m}}.', {
          // Negative: it was told after it began.
          ...{ name, time, n: Math.max(0, data.measured), m: data.limit },
        });
  },
  compensation: ({ start, data }, { name, zone }) =>
    t('finding.compensation', '{{name}}: nothing compensates {{hours}} on call in {{month}}.', {
      ...{ name, hours: minutesText(data.measured ?? 0), month: monthText(start, zone) },
    }),
  restDaily: restSentence(
    (values) =>
      t('finding.rest-daily', '{{name}} had {{measured}} of daily rest before {{time}}; the rule is {{limit}}.', {
        ...values,
      }),
    calledDuringRest,
  ),
  restWeekly: restSentence(
    (values) =>
      t('finding.rest-weekly', '{{name}} had {{measured}} of weekly rest before {{time}}; the rule is {{limit}}.', {
        ...values,
      }),
    calledDuringRest,
  ),
  hoursDaily: ({ start, data }, { name, now, zone }) =>
    t('finding.hours-daily', '{{name}} worked {{measured}} on {{date}}; the rule is {{limit}} at most.', {
      ...{ name, measured: minutesText(data.measured ?? 0), limit: minutesText(data.limit) },
      date: dayText(Date.parse(start), now, zone),
    }),
  hoursWeekly: ({ start, data }, { name, now, zone }) =>
    t('finding.hours-weekly', '{{name}} worked {{measured}} in the week of {{date}}; the rule is {{limit}} at most.', {
      ...{ name, measured: minutesText(data.measured ?? 0), limit: minutesText(data.limit) },
      date: dayText(Date.parse(start), now, zone),
    }),
  hoursAverage: ({ end, data }, { name, now, zone }) =>
    t(
      'finding.hours-average',
      '{{name}} worked {{measured}} a week on average until {{date}}; the rule is {{limit}} at most.',
      {
        ...{ name, measured: minutesText(data.measured ?? 0), limit: minutesText(data.limit) },
        date: dayText(Date.parse(end) - MINUTE, now, zone),
      },
    ),
  eligible: (_finding, { name }) => t('finding.eligible', '{{name}} is not available for on-call then.', { name }),
  record: ({ start }, { name, now, zone }) =>
    t('finding.record', '{{name}} has not confirmed when the intervention of {{time}} ended.', {
      ...{ name, time: timeText(Date.parse(start), now, zone) },
    }),
  document: ({ start, data }, { name, zone }) =>
    t('finding.document', '{{name}}: the document of {{month}} is {{time}} late.', {
      ...{ name, month: monthText(start, zone), time: durationText(Math.max(DAY, (data.measured ?? 0) * MINUTE)) },
    }),
};

export function labourFindingText(finding: FindingWire, view: FindingView): string {
  return SENTENCES[finding.rule](finding, view);
}

/** What may be done; null: nothing, it is a note. */
export function remedyText(
  { remedy, severity, start, data, decision }: FindingWire,
  { name, now, zone }: FindingView,
): string | null {
  const time = remedy.at === null ? '' : timeText(Date.parse(remedy.at), now, zone);
  if (decision !== null) {
    return decision.settled >= decision.owed
      ? t('remedy.settled', 'Urgent works; the rest was given.')
      : owedText(decision, decision.owedBy === null ? '' : dayText(Date.parse(decision.owedBy), now, zone));
  }
  switch (remedy.kind) {
    case 'startAt':
      return t('remedy.start-at', '{{name}} starts at {{time}} at the earliest.', { name, time });
    case 'tellBy':
      return t('remedy.tell-by', 'Publish by {{time}}.', { time });
    case 'giveReason':
      // The form that makes the change has a field for it where a reason is due; elsewhere there is none to write in.
      return null;
    case 'giveRest':
      return data.owed === null
        ? t('remedy.give-rest', 'Give the rest that is missing.')
        : t('remedy.give-rest-of', 'Give {{hours}} of rest.', { hours: minutesText(data.owed) });
    case 'chooseAnother':
      // Duty that has begun is nobody else's any more.
      return Date.parse(start) <= now ? null : t('remedy.choose-another', 'Choose somebody else.');
    case 'confirm':
      return t('remedy.confirm', '{{name}} says when they stopped, on “My on-call hours”.', { name });
    case 'addPayRule':
      return t('remedy.add-pay-rule', 'HR adds a rule of pay for these hours.');
    case 'handOver':
      return t('remedy.hand-over', 'HR hands the document over.');
    case 'askHr':
      return severity === 'note' ? null : t('remedy.ask-hr', 'Talk to HR.');
  }
}

function owedText({ owed, settled, owedBy }: NonNullable<FindingWire['decision']>, date: string): string {
  const hours = minutesText(owed - settled);
  return owedBy === null
    ? t('remedy.owed', 'Urgent works; {{hours}} of rest are owed.', { hours })
    : t('remedy.owed-by', 'Urgent works; {{hours}} of rest are owed until {{date}}.', { hours, date });
}

/** “L3131-1, L3121-10 (fr-default@1)” */
export function sourceText({ article, pack }: Pick<FindingWire, 'article' | 'pack'>): string {
  return article === null ? pack : `${article} (${pack})`;
}
