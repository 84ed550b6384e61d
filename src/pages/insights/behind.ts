/** Links to what figures are of: incidents, the pages and deliveries on them, or duties on the timeline of rotas. */
import type { InsightChapter } from '#contract/insight/insight';
import type { IncidentHad, IncidentWire } from '#contract/incidents/incident';
import type { FigureKey } from '#domain/insight/figure';
import { DAY } from '#domain/time/duration';
import type { InsightRequest } from '../../api/insights/insights.ts';
import { PLUGIN_ROOT } from '../../constants.ts';

interface IncidentsOf {
  /** Of an alert. */
  name?: string | undefined;
  /** All of these. */
  had?: readonly IncidentHad[] | undefined;
  /** Kind of channel of the pages. */
  channel?: string | undefined;
  state?: IncidentWire['state'];
}

export function incidentsBehind(
  { from, to, team, rota }: InsightRequest,
  { name, had, channel, state }: IncidentsOf = {},
): string {
  return linkTo('incidents', { state: state ?? 'all', from, to, q: name, team, rota, had: had?.join(), channel });
}

/**
 * Of one row of a chart: what opened on those days, as far as they are of the period.
 *
 * @param days midnights, ms; the end exclusive
 */
export function incidentsOfDays(
  chapter: InsightChapter,
  days: { start: number; end: number },
  query: InsightRequest,
): string {
  const from = Math.max(days.start, Date.parse(query.from));
  const to = Math.min(days.end, Date.parse(query.to));
  // The days of a person are those of their zone, which may begin before the period does.
  const period = chapter === 'me' ? days : { start: from, end: to };
  const within = { ...query, from: new Date(period.start).toISOString(), to: new Date(period.end).toISOString() };
  return incidentsBehind(within, { had: chapter === 'me' ? ['my-page'] : chapter === 'pager' ? ['page'] : undefined });
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
const OF_INCIDENTS: Readonly<Partial<Record<FigureKey, IncidentsOf>>> = {
  incidents: {},
  repeats: {},
  selfHealed: { had: ['self-healed'] },
  'selfHealed.share': { had: ['self-healed'] },
  useless: { had: ['rating'] },
  notOurs: { had: ['rating'] },
  'timeToAnswer.mean': { had: ['page', 'answer'] },
  'timeToAnswer.median': { had: ['page', 'answer'] },
  'timeToAnswer.p90': { had: ['page', 'answer'] },
  'timeToResolve.mean': { state: 'resolved' },
  'timeToResolve.median': { state: 'resolved' },
  'timeToResolve.p90': { state: 'resolved' },
  snoozed: { state: 'resolved' },
  effort: { had: ['answer'] },
  'effort.estimated': { had: ['answer'] },
};
const OF_MY_WORK: ReadonlySet<FigureKey> = new Set<FigureKey>(['effort', 'effort.estimated']);

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
    return incidentsBehind(query, { had: [OF_MY_WORK.has(key) ? 'my-work' : 'my-page'] });
  }
  const of = OF_INCIDENTS[key];
  if (of !== undefined) {
    return incidentsBehind(query, of);
  }
  // Where all went well, those that did are of more use than none.
  const isFailing = key === 'firstTry' ? (value ?? 100) < 100 : key === 'failovers' && (value ?? 0) > 0;
  return incidentsBehind(query, { had: [isFailing ? (key === 'firstTry' ? 'retry' : 'failover') : 'page'] });
}

function linkTo(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((one): one is [string, string] => Boolean(one[1]));
  return `${PLUGIN_ROOT}/${path}?${new URLSearchParams(given).toString()}`;
}
