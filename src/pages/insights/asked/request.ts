/** What the page asks for, as its address holds it: a range of Grafana's, and filters. */
import { labelList, labelsText } from '#contract/incidents/labels';
import type { LabelPair } from '#contract/incidents/labels';
import { SEVERITIES } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import { HOUR } from '#domain/time/duration';
import type { InsightRequest } from '../../../api/insights/insights.ts';
import type { UrlChange } from '../../../components/browser/use-url.ts';

/** As Grafana writes a range: `now-30d`, or an instant. */
export interface RawPeriod {
  from: string;
  to: string;
}

export const LAST_30_DAYS: RawPeriod = { from: 'now-30d', to: 'now' };

export const URGENCIES = ['urgent', 'default'] as const;
export type AskedUrgency = (typeof URGENCIES)[number];

export interface InsightChoice {
  period: RawPeriod;
  team: string | null;
  rota: string | null;
  severities: readonly Severity[];
  urgency: AskedUrgency | null;
  integrations: readonly string[];
  labels: readonly LabelPair[];
}

/** @returns null: these are no labels */
export function labelsIn(text: string): LabelPair[] | null {
  const read = labelList.safeParse(text.trim() === '' ? undefined : text);
  return read.success ? (read.data ?? []) : null;
}

export function askedIn(params: URLSearchParams): InsightChoice {
  const [from, to] = [params.get('from'), params.get('to')];
  const listed = (name: string) => (params.get(name) ?? '').split(',').filter(Boolean);
  return {
    period: from === null || to === null ? LAST_30_DAYS : { from, to },
    team: params.get('team') || null,
    rota: params.get('rota') || null,
    severities: SEVERITIES.filter((one) => listed('severity').includes(one)),
    urgency: URGENCIES.find((one) => one === params.get('urgency')) ?? null,
    integrations: listed('integration'),
    labels: labelsIn(params.get('label') ?? '') ?? [],
  };
}

/** How many filters are set. */
export function filtersOf({ team, rota, severities, urgency, integrations, labels }: InsightChoice): number {
  const lists = [severities, integrations, labels].filter(({ length }) => length > 0);
  return [team, rota, urgency].filter(Boolean).length + lists.length;
}

export const NO_FILTERS: UrlChange = {
  team: null,
  rota: null,
  severity: null,
  urgency: null,
  integration: null,
  label: null,
};

/** What Grafana makes of a range, ms; NaN: it is none. */
export interface Meant {
  start: number;
  /** The last moment, which belongs to it. */
  last: number;
}

/**
 * Instants that stay the same for an hour, so that nothing is asked anew each minute. What ends with the last millisecond of
 * a day ends with the next day.
 *
 * @returns null: this is no range
 */
export function instantsOf(raw: RawPeriod, { start, last }: Meant, now: number): { start: number; end: number } | null {
  if (!Number.isFinite(start) || !Number.isFinite(last) || last <= start) {
    return null;
  }
  const isRunning = raw.to === 'now' || last > now;
  const end = isRunning ? Math.ceil(last / HOUR) * HOUR : last % 1000 === 999 ? last + 1 : last;
  return { start: /^now-\d+[hdwMy]$/.test(raw.from) ? Math.floor(start / HOUR) * HOUR : start, end };
}

export function requestOf(asked: InsightChoice, period: { start: number; end: number }): InsightRequest {
  const { team, rota, severities, urgency, integrations, labels } = asked;
  return {
    from: new Date(period.start).toISOString(),
    to: new Date(period.end).toISOString(),
    team: team ?? undefined,
    rota: rota ?? undefined,
    severity: severities.join(',') || undefined,
    urgency: urgency ?? undefined,
    integration: integrations.join(',') || undefined,
    label: labels.length === 0 ? undefined : labelsText(labels),
  };
}
