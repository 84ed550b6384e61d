import { expect, test } from 'vitest';
import type { FigureWire } from '#contract/insight/insight';
import { figure } from '#domain/insight/figure';
import type { FigureKey } from '#domain/insight/figure';
import { figureColumns } from './columns.ts';
import { figureRequests } from '../requests.ts';

const wire = (key: FigureKey, value: number | null): FigureWire => ({ ...figure(key, value, 3), behind: null });
const from = '2026-11-01T00:00:00.000Z';
const range = { from, to: '2026-12-01T00:00:00.000Z', endsNow: false };

test('figures of each team and rota are asked for one by one', () => {
  const asked = figureRequests({ teams: ['sre', 'db'], severities: ['critical'] }, range);
  expect(asked.map(({ request }) => request.path)).toEqual([
    ...['insights/pager', 'insights/team', 'insights/alerts'],
    ...['insights/pager', 'insights/team', 'insights/alerts'],
  ]);
  expect(asked[3]?.request.query).toEqual({ team: 'db', rota: null, severity: ['critical'], from, to: range.to });
});

test('each figure is a row with its labels, once, and none is of a person', () => {
  const load = wire('interruptions', 7);
  const day = { by: 'day' as const, id: '2026-11-03', alert: null, figures: [wire('incidents', 1), load] };
  const person = { by: 'person' as const, id: 'ann', alert: null, figures: [load, wire('answered', 50)] };
  const channel = { by: 'channel' as const, id: 'sms', alert: null, figures: [wire('firstTry', 90)] };
  const figures = [wire('incidents', 4), wire('answered', null), load];
  const told = { from, figures, groups: [person, channel, day] };
  const of = { team: 'sre', rota: null };
  const columns = figureColumns([
    { ...of, chapter: 'pager', insight: { ...told, figures: [wire('incidents', 4)] } },
    { ...of, chapter: 'team', insight: told },
  ]);
  const rows = columns[0]?.values.map((_, i) => columns.map(({ values }) => values[i]));
  const at = Date.parse(from);
  expect(rows).toEqual([
    [at, 'incidents', 4, 'count', 3, 'incidents', null, 'all', null, 'sre', null],
    [at, 'firstTry', 90, '%', 3, 'deliveries', null, 'channel', 'sms', 'sre', null],
    [Date.UTC(2026, 10, 3), 'incidents', 1, 'count', 3, 'incidents', null, 'day', '2026-11-03', 'sre', null],
    [at, 'answered', null, '%', 3, 'incidents', 'nothing', 'all', null, 'sre', null],
  ]);
});
