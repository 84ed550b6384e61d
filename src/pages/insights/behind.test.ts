import { expect, test } from 'vitest';
import { incidentsBehind } from './behind.ts';

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
  expect(filtersOf(incidentsBehind({ ...period, team: 'sre', rota: 'nights' }, 'Disk & CPU'))).toEqual({
    ...period,
    ...{ state: 'all', q: 'Disk & CPU', team: 'sre', rota: 'nights' },
  });
});
