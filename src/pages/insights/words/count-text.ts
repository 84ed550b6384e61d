/** Says how many of what a figure is of: “545 calls”. */
import type { FigureWire } from '#contract/insight/insight';
import { t } from '../../../language.ts';

type Counted = FigureWire['of'];

const COUNTS: Readonly<Record<Counted, (count: number) => string>> = {
  incidents: (count) =>
    t('insights.n-incidents', '', {
      count,
      defaultValue_one: '{{count}} incident',
      defaultValue_other: '{{count}} incidents',
    }),
  calls: (count) =>
    t('insights.n-calls', '', { count, defaultValue_one: '{{count}} call', defaultValue_other: '{{count}} calls' }),
  interruptions: (count) =>
    t('insights.n-interruptions', '', {
      count,
      defaultValue_one: '{{count}} interruption',
      defaultValue_other: '{{count}} interruptions',
    }),
  nights: (count) =>
    t('insights.n-nights', '', { count, defaultValue_one: '{{count}} night', defaultValue_other: '{{count}} nights' }),
  shifts: (count) =>
    t('insights.n-shifts', '', { count, defaultValue_one: '{{count}} shift', defaultValue_other: '{{count}} shifts' }),
  work: (count) =>
    t('insights.n-work', '', {
      count,
      defaultValue_one: '{{count}} piece of work',
      defaultValue_other: '{{count}} pieces of work',
    }),
  people: (count) =>
    t('insights.n-people', '', { count, defaultValue_one: '{{count}} person', defaultValue_other: '{{count}} people' }),
  rotas: (count) =>
    t('insights.n-rotas', '', { count, defaultValue_one: '{{count}} rota', defaultValue_other: '{{count}} rotas' }),
  deliveries: (count) =>
    t('insights.n-deliveries', '', {
      count,
      defaultValue_one: '{{count}} delivery',
      defaultValue_other: '{{count}} deliveries',
    }),
  pages: (count) =>
    t('insights.n-pages', '', { count, defaultValue_one: '{{count}} page', defaultValue_other: '{{count}} pages' }),
  entries: (count) =>
    t('insights.n-entries', '', {
      count,
      defaultValue_one: '{{count}} entry of a step',
      defaultValue_other: '{{count}} entries of steps',
    }),
};

export function countText(of: Counted, count: number): string {
  return COUNTS[of](count);
}
