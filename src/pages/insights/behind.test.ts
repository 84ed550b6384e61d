import { expect, test } from 'vitest';
import { behindFigure, dutiesBehind, incidentsBehind, incidentsOfDays } from './behind.ts';

const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
const filtersOf = (link: string) => Object.fromEntries(new URL(link, 'http://grafana').searchParams);

test('incidents behind figures are those of the same period, team and rota', () => {
  const all = { ...period, state: 'all' };
  expect(filtersOf(incidentsBehind({ ...period, team: undefined, rota: '' }))).toEqual(all);
  expect(filtersOf(incidentsBehind({ ...period, team: 'sre', rota: 'nights' }))).toEqual({
    ...all,
    ...{ team: 'sre', rota: 'nights' },
  });
});

test('incidents behind an alert are those of the same rota, too', () => {
  expect(filtersOf(incidentsBehind({ ...period, team: 'sre', rota: 'nights' }, { name: 'Disk & CPU' }))).toEqual({
    ...period,
    ...{ state: 'all', q: 'Disk & CPU', team: 'sre', rota: 'nights' },
  });
});

const pathOf = (link: string) => new URL(link, 'http://grafana').pathname.replace(/^\/a\/[^/]+\//, '');
const shown = (link: string) => [pathOf(link), filtersOf(link)];

test('behind figures of deliveries are the incidents with those pages, the failed ones where there are any', () => {
  const behind = (key: 'firstTry' | 'failovers' | 'timeToPage.p90', value: number | null) =>
    filtersOf(behindFigure('pager', { key, value }, period, 'ann'))['had'];
  expect([behind('timeToPage.p90', 5), behind('firstTry', 100), behind('firstTry', null)]).toEqual(
    new Array(3).fill('page'),
  );
  expect([behind('firstTry', 99), behind('failovers', 0), behind('failovers', 1)]).toEqual([
    'retry',
    'page',
    'failover',
  ]);
});

test('behind one’s own figures are one’s own pages and duties', () => {
  const behind = (key: 'brokenNights' | 'duty') => shown(behindFigure('me', { key, value: 1 }, period, 'ann'));
  expect(behind('brokenNights')).toEqual(['incidents', { ...period, state: 'all', had: 'my-page' }]);
  const effort = shown(behindFigure('me', { key: 'effort', value: 1 }, period, 'ann'));
  expect(effort).toEqual(['incidents', { ...period, state: 'all', had: 'my-work' }]);
  expect(behind('duty')).toEqual(['rotas', { look: 'timeline', view: 'month', from: '2026-01-01', person: 'ann' }]);
});

test('behind figures of duty is the timeline of the rota, or of the team’s rotas, at that period', () => {
  const team = { ...period, team: 'sre' };
  expect(shown(behindFigure('team', { key: 'fairness.hours', value: 1 }, team, 'ann'))).toEqual([
    'rotas',
    { look: 'timeline', view: 'month', from: '2026-01-01', team: 'sre' },
  ]);
  expect(shown(dutiesBehind({ ...team, rota: 'a/b' }))).toEqual(['rotas/a%2Fb', { view: 'month', from: '2026-01-01' }]);
  const year = { from: '2025-02-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  expect(filtersOf(dutiesBehind({ ...year, rota: 'sre' }))['view']).toBe('year');
  expect(filtersOf(dutiesBehind(year))['view']).toBe('quarter');
});

test.each([
  ['selfHealed', { state: 'all', had: 'self-healed' }],
  ['selfHealed.share', { state: 'all', had: 'self-healed' }],
  ['useless', { state: 'all', had: 'rating' }],
  ['timeToAnswer.p90', { state: 'all', had: 'page,answer' }],
  ['timeToResolve.mean', { state: 'resolved' }],
  ['effort', { state: 'all', had: 'answer' }],
  ['answered', { state: 'all', had: 'page' }],
  ['repeats', { state: 'all' }],
] as const)('behind %s of a group are the incidents that it counts', (key, filters) => {
  expect(shown(behindFigure('team', { key, value: 1 }, period, 'ann'))).toEqual([
    'incidents',
    { ...period, ...filters },
  ]);
});

test('behind a row of a chart are the incidents of its days, within the period', () => {
  const [thursday, monday] = [Date.UTC(2026, 0, 1), Date.UTC(2025, 11, 29)];
  const DAY = 86_400_000;
  const of = (chapter: 'me' | 'team' | 'pager', start: number, days: number) =>
    filtersOf(incidentsOfDays(chapter, { start, end: start + days * DAY }, period));
  const first = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
  expect(of('team', thursday, 1)).toEqual({ state: 'all', ...first });
  expect(of('pager', thursday, 1)).toEqual({ state: 'all', ...first, had: 'page' });
  expect(of('team', monday, 7)).toEqual({ state: 'all', ...first, to: '2026-01-05T00:00:00.000Z' });
  // In the zone of a person the day begins before the month of the period.
  const evening = Date.UTC(2025, 11, 31, 23);
  expect(of('me', evening, 1)['from']).toBe('2025-12-31T23:00:00.000Z');
});

test('behind a channel are the incidents that it paged about', () => {
  expect(filtersOf(incidentsBehind(period, { had: ['page'], channel: 'sms' }))).toEqual({
    ...period,
    ...{ state: 'all', had: 'page', channel: 'sms' },
  });
});
