/** Says why a figure has no value. */
import type { FigureWire } from '#contract/insight/insight';
import { t } from '../../../language.ts';

export type WhyNot = NonNullable<FigureWire['why']>;

const WHY: Readonly<Record<WhyNot, () => string>> = {
  nothing: () => t('insights.why-nothing', 'There was nothing to compute it from.'),
  'small-group': () => t('insights.why-small', 'It is told of groups of three people and more.'),
  'no-whole-month': () =>
    t('insights.why-month', 'It is told of whole calendar months, and this period covers none that is over.'),
  'not-settled': () =>
    t('insights.why-settled', 'It is told one day after the end of a month, as long as its incidents are kept.'),
  filtered: () =>
    t('insights.why-filtered', 'It is told of all incidents of a team or rota: take the other filters away.'),
};

export function whyText(why: WhyNot): string {
  return WHY[why]();
}
