/** Links to what figures are of: incidents, the pages and deliveries on them, or duties on the timeline of rotas. */
import type { InsightChapter } from '#contract/insight/insight';
import type { IncidentHad } from '#contract/incidents/incident';
import type { FigureKey } from '#domain/insight/figure';
import { DAY } from '#domain/time/duration';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { PLUGIN_ROOT } from '../../constants.ts';

interface IncidentsOf {
  /** Of an alert. */
  name?: string | undefined;
  had?: IncidentHad | undefined;
}

export function incidentsBehind({ from, to, team, rota }: InsightRequest, { name, had }: IncidentsOf = {}): string {
  return linkTo('incidents', { state: 'all', from, to, q: name, team, rota, had });
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
  'duty.night',
  'duty.weekend',
  'duty.holiday',
  'loadPerShift',
  'points',
  'coverage',
  'fairness.hours',
  'fairness.hours.pairs',
  'fairness.points',
  'fairness.points.pairs',
]);
/** All incidents, paged or not; the others are of pages. */
const OF_INCIDENTS: ReadonlySet<FigureKey> = new Set<FigureKey>([
  'incidents',
  'selfHealed',
  'selfHealed.share',
  'repeats',
  'useless',
  'notOurs',
  'timeToResolve.mean',
  'timeToResolve.median',
  'timeToResolve.p90',
  'snoozed',
]);

/** @param me the reader, whose own figures those of *Me* are */
export function behindFigure(
  chapter: InsightChapter,
  { key, value }: { key: FigureKey; value: number | null },
  query: InsightRequest,
  me: string,
): string {
  if (OF_DUTIES.has(key)) {
    return dutiesBehind(query, chapter === 'me' ? me : undefined);
  }
  if (chapter === 'me') {
    return incidentsBehind(query, { had: 'my-page' });
  }
  if (OF_INCIDENTS.has(key)) {
    return incidentsBehind(query);
  }
  // Where all went well, those that did are of more use than none.
  const isFailing = key === 'firstTry' ? (value ?? 100) < 100 : key === 'failovers' && (value ?? 0) > 0;
  return incidentsBehind(query, { had: isFailing ? (key === 'firstTry' ? 'retry' : 'failover') : 'page' });
}

function linkTo(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((one): one is [string, string] => Boolean(one[1]));
  return `${PLUGIN_ROOT}/${path}?${new URLSearchParams(given).toString()}`;
}
