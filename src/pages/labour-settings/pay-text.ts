/** Says the rules of pay as sentences. */
import type { PayEntryWire } from '#contract/labour/pay/pay';
import { toMilliseconds } from '#contract/time/duration';
import type { WeeklyWindow } from '#domain/time/weekly';
import { dayWordText, windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { hoursText } from '../../components/time/duration-text.ts';
import { priceText } from '../../components/labour/money-text.ts';
import { t } from '../../language.ts';

interface PaySentence {
  code: string;
  /** What HR called it. */
  text: string;
  sentence: string;
}

const rest = (text: string) => hoursText(toMilliseconds(text));

/** Whole days need no hours. */
function daysText(windows: readonly WeeklyWindow[]): string {
  return windows.every(({ from, to }) => from === '00:00' && to === '00:00')
    ? windows.flatMap(({ days }) => days.map(dayWordText)).join(', ')
    : windowsText(windows);
}

function hourSentence({ when, rate, rest: earned }: PayEntryWire['hours'][number], currency: string): string {
  const worth =
    rate === null || rate === undefined
      ? t('pay-text.rest-hour', '{{rest}} of rest for each hour', { rest: rest(earned ?? '0s') })
      : t('pay-text.hour', '{{price}} an hour', { price: priceText(rate, currency) });
  const hours = when ? daysText(when) : t('pay-text.other-hours', 'all other hours on call');
  return t('pay-text.of', '{{worth}}: {{hours}}', { worth, hours });
}

function turnSentence({ amount, rest: earned }: PayEntryWire['turns'][number], currency: string): string {
  return amount === null || amount === undefined
    ? t('pay-text.rest-turn', '{{rest}} of rest for each turn, by the share that was held', {
        rest: rest(earned ?? '0s'),
      })
    : t('pay-text.turn', '{{price}} for each turn, by the share that was held', { price: priceText(amount, currency) });
}

function callSentence({ minimum, roundUpTo, group }: NonNullable<PayEntryWire['interventions']>): string {
  const [least, step, near] = [minimum, roundUpTo, group].map(toMilliseconds) as [number, number, number];
  return [
    t('pay-text.calls', 'Work outside of ordinary hours, travel included.'),
    step > 60_000 ? t('pay-text.round', 'Each call is rounded up to {{time}}.', { time: hoursText(step) }) : '',
    least > 0 ? t('pay-text.least', 'A call counts at least {{time}}.', { time: hoursText(least) }) : '',
    near > 0 ? t('pay-text.group', 'Calls less than {{time}} apart are one.', { time: hoursText(near) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** In the order in which they are tried. */
export function paySentences(pay: PayEntryWire, currency: string): PaySentence[] {
  const { hours, turns, interventions, overtime, partTime, lostToRest } = pay;
  return [
    ...hours.map((rule) => ({ code: rule.code, text: rule.text, sentence: hourSentence(rule, currency) })),
    ...turns.map((rule) => ({ code: rule.code, text: rule.text, sentence: turnSentence(rule, currency) })),
    ...(interventions
      ? [{ code: interventions.code, text: interventions.text, sentence: callSentence(interventions) }]
      : []),
    ...overtime.map(({ above, percent, code }) => ({
      code,
      text: t('pay-text.overtime', 'overtime'),
      sentence: t('pay-text.above', '{{percent}}% more above {{hours}} a week', { percent, hours: rest(above) }),
    })),
    ...partTime.map(({ upTo, percent, code }) => ({
      code,
      text: t('pay-text.part-time', 'part time'),
      sentence:
        upTo === null || upTo === undefined
          ? t('pay-text.beyond', '{{percent}}% more beyond', { percent })
          : t('pay-text.up-to', '{{percent}}% more up to {{more}}% above the weekly hours', { percent, more: upTo }),
    })),
    ...(lostToRest
      ? [
          {
            code: lostToRest.code,
            text: lostToRest.text,
            sentence: lostToRest.paid
              ? t('pay-text.lost-paid', 'Ordinary hours that a rest took away are paid.')
              : t('pay-text.lost', 'Ordinary hours that a rest took away are not paid.'),
          },
        ]
      : []),
  ];
}
