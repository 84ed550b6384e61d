/** Links to what figures are of: the incidents that were counted, or duties on the timeline of rotas. */
import type { FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { DAY } from '#domain/time/duration';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { PLUGIN_ROOT } from '../../constants.ts';

/** @returns null: no list shows exactly those */
export function incidentsBehind({ behind }: Pick<FigureWire, 'behind'>): string | null {
  return behind === null ? null : `${PLUGIN_ROOT}/incidents?state=all&${behind.query}`;
}

/** Of the first of these figures that a list can show. */
export function groupBehind(figures: readonly FigureWire[], keys: readonly FigureKey[]): string | null {
  for (const key of keys) {
    const figure = figures.find((one) => one.key === key);
    const link = figure === undefined ? null : incidentsBehind(figure);
    if (link !== null) {
      return link;
    }
  }
  return null;
}

/** @param person whose duties stand out; absent: everybody's */
export function dutiesBehind({ from, to, team, rota }: InsightRequest, person?: string): string {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  const start = from.slice(0, '2026-01-01'.length);
  const view = days <= 31 ? 'month' : 'quarter';
  return rota
    ? linkTo(`rotas/${encodeURIComponent(rota)}`, { view: days <= 92 ? view : 'year', from: start })
    : linkTo('rotas', { look: 'timeline', view, from: start, team, person });
}

const OF_DUTIES: ReadonlySet<FigureKey> = new Set<FigureKey>([
  'duty',
  'loadPerShift',
  'points',
  'coverage',
  'fairness.hours',
  'fairness.points',
]);

/** @param me the reader, if the figures are their own */
export function figureBehind(figure: FigureWire, query: InsightRequest, me: string | undefined): string | null {
  return incidentsBehind(figure) ?? (OF_DUTIES.has(figure.key) ? dutiesBehind(query, me) : null);
}

function linkTo(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((one): one is [string, string] => Boolean(one[1]));
  return `${PLUGIN_ROOT}/${path}?${new URLSearchParams(given).toString()}`;
}
