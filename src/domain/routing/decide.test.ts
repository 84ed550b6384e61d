import { expect, test } from 'vitest';
import { decideRoute, routedView } from '#domain/routing/decide';
import type { Integration, Route } from '#domain/routing/integration';
import type { Matcher } from '#domain/routing/matcher';
import type { AlertView } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/holidays';
import type { TimeWindow } from '#domain/time/window';

const calendar: Calendar = { zones: { UTC: { changes: [], offsets: [0] } }, holidays: { FR: ['2026-01-01'] } };
const officeHours: TimeWindow = {
  timeZone: 'UTC',
  holidays: 'FR',
  windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
};
const MONDAY_NOON = Date.parse('2026-01-05T12:00:00Z');
const MONDAY_NIGHT = Date.parse('2026-01-05T23:00:00Z');
const HOLIDAY_NOON = Date.parse('2026-01-01T12:00:00Z');

const isDb: Matcher = { name: 'team', operator: '=', value: 'db' };
const alert: AlertView = { labels: { team: 'db' }, severity: 'error', title: 'Disk full', source: 'grafana' };

function route(changes: Partial<Route> = {}): Route {
  return { match: [], when: null, policy: null, urgency: null, severity: null, labels: {}, drop: false, ...changes };
}

function integration(...routes: Route[]): Integration {
  return {
    id: 'grafana',
    name: 'Grafana',
    type: 'grafana',
    team: null,
    token: 't',
    hmac: null,
    policy: 'sre',
    routes,
    groupBy: null,
    resolveDelay: 0,
    reopenWindow: 600_000,
    autoResolve: null,
    heartbeat: null,
    template: null,
    sync: null,
  };
}

test('without routes the default one is taken', () => {
  expect(decideRoute(integration(), alert, MONDAY_NOON, calendar)).toEqual({
    route: 'default',
    policy: 'sre',
    urgency: null,
    severity: 'error',
    labels: { team: 'db' },
    drop: false,
    heartbeat: null,
    reason: 'the default route',
  });
});

test('the first route that holds is taken, with what it says', () => {
  const routes = [
    route({ match: [{ ...isDb, value: 'web' }], policy: 'web' }),
    route({ match: [isDb], policy: 'db', urgency: 'urgent', severity: 'critical', labels: { tier: '1' } }),
    route({ policy: 'last' }),
  ];
  const decision = decideRoute(integration(...routes), alert, MONDAY_NOON, calendar);
  expect(decision).toMatchObject({
    route: 1,
    policy: 'db',
    urgency: 'urgent',
    severity: 'critical',
    labels: { team: 'db', tier: '1' },
    reason: 'route 2: team="db"',
  });
  expect(routedView(alert, decision)).toEqual({ ...alert, severity: 'critical', labels: { team: 'db', tier: '1' } });
});

test('a route without a policy keeps that of the integration', () => {
  expect(decideRoute(integration(route({ urgency: 'default' })), alert, MONDAY_NOON, calendar)).toMatchObject({
    route: 0,
    policy: 'sre',
    reason: 'route 1: every alert',
  });
});

test.each([
  [MONDAY_NOON, 'office'],
  [MONDAY_NIGHT, 'sre'],
  [HOLIDAY_NOON, 'sre'],
])('hours and public holidays decide (%d)', (at, policy) => {
  const inHours = route({ match: [isDb], when: officeHours, policy: 'office' });
  expect(decideRoute(integration(inHours), alert, at, calendar).policy).toBe(policy);
});

test('drop is reported, not obeyed here', () => {
  expect(decideRoute(integration(route({ drop: true })), alert, MONDAY_NOON, calendar)).toMatchObject({
    route: 0,
    drop: true,
  });
});

const heavy: Matcher = { name: 'team', operator: '=~', value: '(?:(?:.{0,10}){0,10}){0,99}' };

test.each<[string, Partial<Route>, ReturnType<typeof decideRoute>['severity'], 'urgent' | 'default' | null]>([
  ['at the urgency of the route', { urgency: 'urgent' }, 'error', 'urgent'],
  ['also if that is the lower one', { urgency: 'default', policy: 'other' }, 'error', 'default'],
  ['never dropped by it', { drop: true }, 'error', null],
  ['never as its heartbeat', { heartbeat: 'watchdog' }, 'error', null],
  ['at its severity, if that is higher', { severity: 'critical' }, 'critical', null],
  ['at its own severity, if that is higher', { severity: 'info' }, 'error', null],
])('an alert whose route is too heavy to be tried takes the default route: %s', (_what, changes, severity, urgency) => {
  const decision = decideRoute(
    integration(route({ match: [heavy], ...changes }), route({ drop: true })),
    alert,
    MONDAY_NOON,
    calendar,
  );
  expect(decision).toMatchObject({ route: 'default', policy: 'sre', drop: false, heartbeat: null, severity, urgency });
  expect(decision.reason).toBe('the default route, since the matchers of route 1 are too much work');
});

test('a route that is too heavy to be tried does not matter to what an earlier one takes, or what is not meant for it', () => {
  const other: Matcher = { name: 'team', operator: '=', value: 'web' };
  const taken = (...routes: Route[]) => decideRoute(integration(...routes), alert, MONDAY_NIGHT, calendar).route;
  expect(taken(route({ match: [isDb] }), route({ match: [heavy] }))).toBe(0);
  expect(taken(route({ match: [heavy, other] }), route({ match: [isDb] }))).toBe(1);
  expect(taken(route({ match: [heavy], when: officeHours }), route({ match: [isDb] }))).toBe(1);
});
