import { expect, test } from 'vitest';
import type { IncidentWire } from '#contract/incidents/incident';
import { dutyColumns, dutyEvents, incidentColumns, incidentEvents, onCallColumns } from './tables.ts';
import type { ResultColumn } from './tables.ts';

const names = { rota: (id: string) => `rota ${id}`, person: (login: string) => `person ${login}` };
const rowsOf = (columns: ResultColumn[]) =>
  columns[0]?.values.map((_, row) => Object.fromEntries(columns.map(({ name, values }) => [name, values[row]])));

const incident: IncidentWire = {
  id: 'i1',
  number: 7,
  title: 'Disk full',
  titleReason: null,
  description: 'web-1 is at 91%',
  severity: 'critical',
  urgency: 'urgent',
  state: 'resolved',
  exhausted: false,
  test: false,
  integration: 'scripts',
  team: 'sre',
  policy: 'sre',
  labels: {},
  links: [],
  silence: null,
  alerts: { firing: 0, total: 1 },
  openedAt: '2026-01-07T09:00:00.000Z',
  acknowledgedAt: null,
  acknowledgedBy: null,
  snoozedUntil: null,
  resolvedAt: '2026-01-07T09:30:00.000Z',
  resolvedBy: 'ann',
  mergedInto: null,
  next: null,
  version: 1,
};
const titleOf = ({ title }: { title: string }) => title;

test('incidents are a table whose number leads to the incident', () => {
  const columns = incidentColumns([incident], titleOf);
  expect(rowsOf(columns)).toEqual([
    {
      opened: Date.parse('2026-01-07T09:00Z'),
      number: 7,
      title: 'Disk full',
      severity: 'critical',
      state: 'resolved',
      team: 'sre',
      acknowledged: null,
      'acknowledged by': null,
      resolved: Date.parse('2026-01-07T09:30Z'),
      id: 'i1',
    },
  ]);
  expect(columns.filter(({ linksTo }) => linksTo === 'incidents').map(({ name }) => name)).toEqual(['number']);
});

test('as annotations, incidents are regions from opened to resolved; an open one has no end', () => {
  const open: IncidentWire = { ...incident, id: 'i2', number: 8, state: 'open', team: null, resolvedAt: null };
  expect(rowsOf(incidentEvents([incident, open], titleOf))).toEqual([
    {
      time: Date.parse('2026-01-07T09:00Z'),
      timeEnd: Date.parse('2026-01-07T09:30Z'),
      title: '#7 Disk full',
      text: 'web-1 is at 91%',
      tags: 'critical,resolved,sre',
      id: 'i1',
    },
    {
      time: Date.parse('2026-01-07T09:00Z'),
      timeEnd: null,
      title: '#8 Disk full',
      text: 'web-1 is at 91%',
      tags: 'critical,open',
      id: 'i2',
    },
  ]);
});

test('who is on call is a row for each rota, with names; a sidecar of 0.1 says no end', () => {
  const source = { layer: 'week' };
  const rotas = [
    {
      rota: 'sre',
      name: 'SRE',
      team: 'sre',
      onCall: ['ann', 'cleo'].map((user) => ({ user, source })),
      next: [{ user: 'ben', from: '2026-01-12T08:00:00.000Z' }],
    },
  ];
  expect(rowsOf(onCallColumns(rotas, names))).toEqual([
    {
      rota: 'SRE',
      'on call': 'person ann, person cleo',
      until: null,
      next: 'person ben',
      'next from': Date.parse('2026-01-12T08:00Z'),
      team: 'sre',
      id: 'sre',
    },
  ]);
});

test('duties have their hours; one that goes on is counted until the end of the range', () => {
  const source = { layer: 'week' };
  const duties = [
    { id: 'd1', user: 'ann', rota: 'sre', start: '2026-01-05T08:00:00.000Z', end: '2026-01-05T20:00:00.000Z', source },
    { id: 'd2', user: 'ben', rota: 'sre', start: '2026-01-05T20:00:00.000Z', end: null, source },
  ];
  const to = Date.parse('2026-01-06T02:00Z');
  expect(rowsOf(dutyColumns(duties, names, to))).toEqual([
    {
      start: Date.parse('2026-01-05T08:00Z'),
      end: Date.parse('2026-01-05T20:00Z'),
      person: 'person ann',
      rota: 'rota sre',
      hours: 12,
    },
    { start: Date.parse('2026-01-05T20:00Z'), end: null, person: 'person ben', rota: 'rota sre', hours: 6 },
  ]);
  expect(rowsOf(dutyEvents(duties, names))?.[1]).toEqual({
    time: Date.parse('2026-01-05T20:00Z'),
    timeEnd: null,
    title: 'person ben',
    text: 'rota sre',
    tags: 'sre',
    id: 'd2',
  });
});
