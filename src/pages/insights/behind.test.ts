import { expect, test } from 'vitest';
import { dutiesBehind, figureBehind, groupBehind, incidentsBehind } from './behind.ts';
import { wireFigure } from './figure.fake.ts';

const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
const counted = (query: string, rows: number) => ({ query, rows });
const pathOf = (link: string | null) => new URL(link ?? '', 'http://grafana').pathname.replace(/^\/a\/[^/]+\//, '');
const filtersOf = (link: string | null) => Object.fromEntries(new URL(link ?? '', 'http://grafana').searchParams);
const shown = (link: string | null) => [pathOf(link), filtersOf(link)];

test('incidents behind a figure are those that were counted, in whatever state', () => {
  const missed = { ...wireFigure('missed', 14), behind: counted('from=2026-01-01&counted=true&had=missed', 14) };
  expect(shown(incidentsBehind(missed))).toEqual([
    'incidents',
    { state: 'all', from: '2026-01-01', counted: 'true', had: 'missed' },
  ]);
  expect(incidentsBehind(wireFigure('missed', 14))).toBeNull();
});

test('a row opens what the first of its figures is of that a list can show', () => {
  const day = [wireFigure('interruptions', 3), { ...wireFigure('paged', 2), behind: counted('had=page', 2) }];
  expect(filtersOf(groupBehind(day, ['interruptions', 'paged']))).toEqual({ state: 'all', had: 'page' });
  expect(groupBehind(day, ['interruptions', 'incidents'])).toBeNull();
});

test('behind figures of duty is the timeline of the rota, or of the team’s rotas, at that period', () => {
  const team = { ...period, team: 'sre' };
  const timeline = { look: 'timeline', view: 'month', from: '2026-01-01' };
  expect(shown(figureBehind(wireFigure('fairness.hours', 1), team, undefined))).toEqual([
    'rotas',
    { ...timeline, team: 'sre' },
  ]);
  expect(shown(figureBehind(wireFigure('duty', 1), period, 'ann'))).toEqual(['rotas', { ...timeline, person: 'ann' }]);
  expect(figureBehind(wireFigure('brokenNights', 1), period, undefined)).toBeNull();
  expect(shown(dutiesBehind({ ...team, rota: 'a/b' }))).toEqual(['rotas/a%2Fb', { view: 'month', from: '2026-01-01' }]);
  const year = { from: '2025-02-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  expect(filtersOf(dutiesBehind({ ...year, rota: 'sre' }))['view']).toBe('year');
  expect(filtersOf(dutiesBehind(year))['view']).toBe('quarter');
});
