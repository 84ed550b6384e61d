/** Registers gauges that read the store when Prometheus scrapes. */
import type { ShadowState } from '#domain/notify/shadow';
import type { MetricsRegistry } from '../adapters/prom-metrics.ts';
import { peopleOnCall } from '../stages/duty/coverage.ts';
import type { RotaCoverage } from '../stages/duty/coverage.ts';
import type { ChoreRunner } from '../engine/chores.ts';
import type { WriteWatch } from '../engine/write-watch.ts';
import type { Directory } from '../ports/directory.ts';
import type { Clock } from '../ports/clock.ts';
import { calendarAges } from '../store/duties/calendars.ts';
import { lateStatements } from '../store/labour/statements/late.ts';
import { unconfirmedInterventions } from '../store/labour/confirmation/unconfirmed.ts';
import { countUntold } from '../store/labour/notices/notices.ts';
import {
  deliveriesWaiting,
  exhaustedIncidents,
  incidentsByState,
  timersArmed,
  timersLate,
} from '../store/upkeep/counts.ts';
import { readShadowState } from '../store/shadow/shadows.ts';
import type { Store } from '../store/store.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';

export interface MetricsParts {
  metrics: MetricsRegistry;
  store: Store;
  clock: Clock;
  unreadable: UnreadableRegistry;
  chores: Pick<ChoreRunner, 'overdue'>;
  writes: Pick<WriteWatch, 'trouble'>;
  /** `VIGIE_SHADOW` */
  isAllShadow: boolean;
  directory(): Directory;
}

export function wireMetrics(
  { metrics, store, clock, unreadable, directory, chores, writes, isAllShadow }: MetricsParts,
  coverage: () => Promise<readonly RotaCoverage[]>,
): void {
  const ofRotas = async (value: (one: RotaCoverage) => number) =>
    (await coverage()).map((one) => ({ labels: { rota: one.rota }, value: value(one) }));
  metrics.gauge('vigie_incidents', 'Incidents that are not resolved, by state.', ['state'], () =>
    incidentsByState(store),
  );
  metrics.gauge(
    'vigie_incidents_exhausted',
    'Open incidents that nobody answered although everybody was told.',
    [],
    () => exhaustedIncidents(store),
  );
  metrics.gauge('vigie_timers_armed', 'Rows that wait for their time.', ['kind'], () => timersArmed(store));
  metrics.gauge('vigie_timers_late', 'Rows whose time has come and that were not handled yet.', [], async () =>
    timersLate(store, await clock.now()),
  );
  metrics.gauge('vigie_deliveries_waiting', 'Deliveries that are due later, or under way.', ['channel'], () =>
    deliveriesWaiting(store),
  );
  metrics.gauge('vigie_on_call', 'Who is on call now: 1 for each person of each rota.', ['rota', 'user'], async () =>
    peopleOnCall(directory(), await clock.now()).map((labels) => ({ labels, value: 1 })),
  );
  metrics.gauge('vigie_rota_gap_seconds', 'Seconds of the next 7 days in which nobody is on call.', ['rota'], () =>
    ofRotas((one) => one.gap),
  );
  metrics.gauge(
    'vigie_rota_unreachable',
    'People on call in the next 7 days without a working urgent contact method.',
    ['rota'],
    () => ofRotas((one) => one.unreachable),
  );
  metrics.gauge(
    'vigie_ical_age_seconds',
    'Seconds since a calendar that is kept elsewhere was last read well, or since it is wanted.',
    ['calendar'],
    async () =>
      (await calendarAges(store.read, await clock.now())).map(({ calendar, age }) => ({
        labels: { calendar },
        value: age,
      })),
  );
  metrics.gauge(
    'vigie_unreadable',
    'Things stored that cannot be read, and are out of service until they are put right; see GET /api/v1/status.',
    ['kind'],
    async () => byKind(unreadable.list()),
  );
  metrics.gauge(
    'vigie_chore_overdue',
    '1 for each periodic chore of this sidecar that has run for more than five minutes.',
    ['chore'],
    async () => chores.overdue().map((chore) => ({ labels: { chore }, value: 1 })),
  );
  wireLabourMetrics({ metrics, store, clock, directory });
  wireStoreMetrics(metrics, store, isAllShadow, writes);
}

function wireLabourMetrics({
  metrics,
  store,
  clock,
  directory,
}: Pick<MetricsParts, 'metrics' | 'store' | 'clock' | 'directory'>): void {
  metrics.gauge(
    'vigie_interventions_unconfirmed',
    'Interventions whose end is assumed, and that nobody confirmed in the time that the rules of their unit give.',
    [],
    async () => [{ labels: {}, value: await unconfirmedInterventions(store.read, directory(), await clock.now()) }],
  );
  metrics.gauge(
    'vigie_statements_late',
    'Monthly documents that were not handed over by the day that the rules of their unit give.',
    [],
    async () => [{ labels: {}, value: await lateStatements(store.read, directory(), await clock.now()) }],
  );
  metrics.gauge(
    'vigie_notices_untold',
    'On-call duty to come that no contact method of its person took, and that the person has not seen.',
    [],
    async () => [{ labels: {}, value: await countUntold(store.read, await clock.now()) }],
  );
}

function wireStoreMetrics(
  metrics: MetricsRegistry,
  store: Store,
  isAllShadow: boolean,
  writes: MetricsParts['writes'],
): void {
  metrics.gauge('vigie_store_writable', '0: the database takes no writes, and alerts are refused.', [], async () => [
    { labels: {}, value: writes.trouble() === null ? 1 : 0 },
  ]);
  metrics.gauge('vigie_store_bytes', 'Size of the database.', [], async () => [
    { labels: {}, value: await store.size() },
  ]);
  metrics.gauge(
    'vigie_shadow',
    '1 for each team and integration in shadow, from which nothing is sent; kind all: the whole installation.',
    ['kind', 'id'],
    async () => shadowLabels(await readShadowState(store.read)).map((labels) => ({ labels, value: 1 })),
  );
  metrics.gauge(
    'vigie_shadow_setting_differs',
    '1: VIGIE_SHADOW of this sidecar differs from what holds for all of them.',
    [],
    async () => [{ labels: {}, value: (await readShadowState(store.read)).all === isAllShadow ? 0 : 1 }],
  );
}

function shadowLabels({ all, teams, integrations }: ShadowState): Array<{ kind: string; id: string }> {
  return [
    ...(all ? [{ kind: 'all', id: '' }] : []),
    ...[...teams].map((id) => ({ kind: 'team', id })),
    ...[...integrations].map((id) => ({ kind: 'integration', id })),
  ];
}

function byKind(
  unreadable: ReturnType<UnreadableRegistry['list']>,
): Array<{ labels: { kind: string }; value: number }> {
  const ids = new Map<string, Set<string>>();
  unreadable.forEach(({ kind, id }) => ids.set(kind, (ids.get(kind) ?? new Set()).add(id)));
  return [...ids].map(([kind, all]) => ({ labels: { kind }, value: all.size }));
}
