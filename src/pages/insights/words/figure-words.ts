/** Titles of figures, and values as the reader writes them. */
import type { FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { HOUR, SECOND } from '#domain/time/duration';
import { durationText, hoursText } from '../../../components/time/duration-text.ts';
import { readerLanguage, t } from '../../../language.ts';

const mean = (what: string) => t('insights.mean', '{{what}}, mean', { what });
const median = (what: string) => t('insights.median', '{{what}}, median', { what });
const p90 = (what: string) => t('insights.p90', '{{what}}, 90th percentile', { what });
const toPage = () => t('insights.to-page', 'Time to page');
const toAnswer = () => t('insights.to-answer', 'Time to answer');
const toResolve = () => t('insights.to-resolve', 'Time to resolve');
const toSend = () => t('insights.to-send', 'Time to send');

export const FIGURE_TITLES: Readonly<Record<FigureKey, () => string>> = {
  incidents: () => t('insights.incidents', 'Incidents'),
  paged: () => t('insights.paged', 'Incidents that paged'),
  'timeToPage.mean': () => mean(toPage()),
  'timeToPage.median': () => median(toPage()),
  'timeToPage.p90': () => p90(toPage()),
  answered: () => t('insights.answered', 'Answered by a person'),
  'timeToAnswer.mean': () => mean(toAnswer()),
  'timeToAnswer.median': () => median(toAnswer()),
  'timeToAnswer.p90': () => p90(toAnswer()),
  'timeToResolve.mean': () => mean(toResolve()),
  'timeToResolve.median': () => median(toResolve()),
  'timeToResolve.p90': () => p90(toResolve()),
  snoozed: () => t('insights.snoozed', 'Snoozed, mean'),
  selfHealed: () => t('insights.self-healed', 'Healed by themselves'),
  'selfHealed.share': () => t('insights.self-healed-share', 'Healed by themselves, share'),
  'selfHealed.before': () => t('insights.self-healed-before', 'Healed before anybody was told'),
  'selfHealed.after': () => t('insights.self-healed-after', 'Healed after somebody was told'),
  missed: () => t('insights.missed', 'Missed'),
  'missed.exhausted': () => t('insights.missed-exhausted', 'Missed by every step'),
  escalationLoss: () => t('insights.loss', 'Unanswered before the next step'),
  coverage: () => t('insights.coverage', 'Time covered'),
  interruptions: () => t('insights.interruptions', 'Interruptions'),
  'interruptions.work': () => t('insights.interruptions-work', 'Interruptions at work'),
  'interruptions.off': () => t('insights.interruptions-off', 'Interruptions of free time'),
  'interruptions.sleep': () => t('insights.interruptions-sleep', 'Interruptions of sleep'),
  brokenNights: () => t('insights.nights', 'Broken nights'),
  'brokenNights.series': () => t('insights.series', 'Broken nights in a row'),
  disruptedHours: () => t('insights.disrupted', 'Hours with an interruption'),
  effort: () => t('insights.effort', 'Effort'),
  'effort.estimated': () => t('insights.estimated', 'Effort, estimated part'),
  duty: () => t('insights.duty', 'Time on call'),
  'duty.night': () => t('insights.duty-night', 'On call at night'),
  'duty.weekend': () => t('insights.duty-weekend', 'On call at weekends'),
  'duty.holiday': () => t('insights.duty-holiday', 'On call on public holidays'),
  loadPerShift: () => t('insights.load', 'Incidents per 12 hours on call'),
  points: () => t('insights.points', 'Load index'),
  'fairness.hours': () => t('insights.fair-hours', 'Fairness of hours'),
  'fairness.hours.pairs': () => t('insights.fair-hours-pairs', 'Fairness of hours, by pairs'),
  'fairness.points': () => t('insights.fair-points', 'Fairness of the load'),
  'fairness.points.pairs': () => t('insights.fair-points-pairs', 'Fairness of the load, by pairs'),
  nothingDone: () => t('insights.nothing-done', 'Answered at once, nothing done'),
  repeats: () => t('insights.repeats', 'Came again within 7 days'),
  useless: () => t('insights.useless', 'Rated useless'),
  notOurs: () => t('insights.not-ours', 'Rated not ours'),
  sleepCost: () => t('insights.sleep-cost', 'Sleep interrupted'),
  firstTry: () => t('insights.first-try', 'Sent at the first attempt'),
  failovers: () => t('insights.failovers', 'Arrived by another contact method'),
  'timeToSend.mean': () => mean(toSend()),
  'timeToSend.median': () => median(toSend()),
  'timeToSend.p90': () => p90(toSend()),
};

/** What a figure is about, where several of it are named at once. */
export const FIGURE_NAMES: Readonly<Record<FigureKey, () => string>> = {
  ...FIGURE_TITLES,
  'timeToPage.median': toPage,
  'timeToAnswer.median': toAnswer,
  'timeToResolve.median': toResolve,
  'timeToSend.median': toSend,
};

const SHORT: Readonly<Partial<Record<FigureKey, () => string>>> = {
  'missed.exhausted': () => t('insights.short-exhausted', 'through every step'),
  'brokenNights.series': () => t('insights.short-series', 'most in a row'),
  'interruptions.work': () => t('insights.short-work', 'at work'),
  'interruptions.off': () => t('insights.short-off', 'in free time'),
  'effort.estimated': () => t('insights.short-estimated', 'estimated part'),
  'duty.night': () => t('insights.short-night', 'at night'),
  'duty.weekend': () => t('insights.short-weekend', 'at weekends'),
  'duty.holiday': () => t('insights.short-holiday', 'on public holidays'),
  'fairness.hours.pairs': () => t('insights.short-pairs', 'by pairs'),
  'fairness.points.pairs': () => t('insights.short-pairs', 'by pairs'),
  'selfHealed.share': () => t('insights.short-share', 'of all'),
  paged: () => t('insights.short-paged', 'that paged'),
};

/** Below the title of the figure that it belongs to. */
export function shortTitle(key: FigureKey): string {
  if (key.endsWith('.mean')) {
    return t('insights.short-mean', 'mean');
  }
  return key.endsWith('.p90') ? t('insights.short-p90', '90th percentile') : (SHORT[key] ?? FIGURE_TITLES[key])();
}

/** Without a value: a dash. */
export function valueText({ value, unit }: Pick<FigureWire, 'value' | 'unit'>): string {
  if (value === null) {
    return '–';
  }
  const number = (digits: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(readerLanguage(), { maximumFractionDigits: digits, ...options });
  switch (unit) {
    case 's':
      return durationText(value * SECOND);
    case 'h':
      return hoursText(value * HOUR);
    case '%':
      return number(0, { style: 'percent' }).format(value / 100);
    case 'ratio':
      return number(2).format(value);
    default:
      return number(1).format(value);
  }
}
