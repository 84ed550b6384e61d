import { expect, test } from 'vitest';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { Maintenance } from '#domain/routing/maintenance';
import { maintenanceAt } from '#domain/routing/maintenance-times';
import type { AlertView } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/holidays';
import { HOUR } from '#domain/time/duration';

const t = Date.parse;

/** Paris in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC. */
const calendar: Calendar = {
  zones: {
    'Europe/Paris': { changes: [t('2026-03-29T01:00Z'), t('2026-10-25T01:00Z')], offsets: [HOUR, 2 * HOUR, HOUR] },
  },
  holidays: {},
};

const staging: AlertView = { labels: { env: 'staging' }, severity: 'error', title: 'Down', source: 'grafana' };
const production: AlertView = { ...staging, labels: { env: 'production' } };

function maintenance(changes: Partial<Maintenance> = {}): Maintenance {
  return {
    id: 'patch',
    name: 'Patch',
    match: [{ name: 'env', operator: '=', value: 'staging' }],
    integrations: [],
    start: '2026-02-10T20:00',
    end: '2026-02-10T23:00',
    timeZone: 'Europe/Paris',
    repeat: null,
    until: null,
    action: { kind: 'hold' },
    ...changes,
  };
}

test('a one-off holds what it matches, from its start until just before its end', () => {
  const active = (view: AlertView, at: string) => activeMaintenance([maintenance()], view, 'grafana', t(at), calendar);
  expect(active(staging, '2026-02-10T18:59:59Z')).toBeNull();
  expect(active(staging, '2026-02-10T19:00:00Z')).toEqual({
    kind: 'hold',
    maintenance: 'patch',
    until: t('2026-02-10T22:00Z'),
  });
  expect(active(staging, '2026-02-10T21:59:59Z')).toMatchObject({ kind: 'hold' });
  expect(active(staging, '2026-02-10T22:00:00Z')).toBeNull();
  expect(active(production, '2026-02-10T19:00:00Z')).toBeNull();
  expect(active(staging, '2026-02-17T19:30:00Z')).toBeNull();
});

test('integrations narrow it; an incident opened by hand belongs to none', () => {
  const ofZabbix = maintenance({ match: [], integrations: ['zabbix'] });
  const at = t('2026-02-10T20:00Z');
  expect(activeMaintenance([ofZabbix], staging, 'zabbix', at, calendar)).toMatchObject({ kind: 'hold' });
  expect(activeMaintenance([ofZabbix], staging, 'grafana', at, calendar)).toBeNull();
  expect(activeMaintenance([ofZabbix], staging, null, at, calendar)).toBeNull();
});

test('the first in the list that is under way decides', () => {
  const toDb = maintenance({ id: 'watched', action: { kind: 'policy', policy: 'db' } });
  const at = t('2026-02-10T20:00Z');
  expect(activeMaintenance([toDb, maintenance()], staging, null, at, calendar)).toEqual({
    kind: 'policy',
    maintenance: 'watched',
    policy: 'db',
  });
  expect(activeMaintenance([maintenance(), toDb], staging, null, at, calendar)).toMatchObject({ kind: 'hold' });
});

test('holds that follow each other are one', () => {
  const next = maintenance({ id: 'next', start: '2026-02-10T22:30', end: '2026-02-11T01:00' });
  expect(activeMaintenance([maintenance(), next], staging, null, t('2026-02-10T20:00Z'), calendar)).toMatchObject({
    until: t('2026-02-11T00:00Z'),
  });
});

test('daily keeps its wall clock through the change of time', () => {
  const daily = maintenance({ start: '2026-03-27T22:00', end: '2026-03-28T04:00', repeat: 'daily' });
  expect(maintenanceAt(daily, t('2026-03-28T22:00Z'), calendar)).toEqual({
    start: t('2026-03-28T21:00Z'),
    end: t('2026-03-29T02:00Z'),
  });
  expect(maintenanceAt(daily, t('2026-03-29T20:30Z'), calendar)).toEqual({
    start: t('2026-03-29T20:00Z'),
    end: t('2026-03-30T02:00Z'),
  });
  expect(maintenanceAt(daily, t('2026-03-29T12:00Z'), calendar)).toBeNull();
  expect(maintenanceAt(daily, t('2026-03-26T22:00Z'), calendar)).toBeNull();
});

test('in the repeated hour it starts at the first and ends at the last occurrence', () => {
  const night = maintenance({ start: '2026-10-25T02:30', end: '2026-10-25T02:45' });
  expect(maintenanceAt(night, t('2026-10-25T01:00Z'), calendar)).toEqual({
    start: t('2026-10-25T00:30Z'),
    end: t('2026-10-25T01:45Z'),
  });
});

test('in the hour that spring skips it begins and ends right after the gap', () => {
  const gone = maintenance({ start: '2026-03-29T02:10', end: '2026-03-29T02:50' });
  expect(maintenanceAt(gone, t('2026-03-29T01:00Z'), calendar)).toBeNull();
  const across = maintenance({ start: '2026-03-29T02:10', end: '2026-03-29T04:00' });
  expect(maintenanceAt(across, t('2026-03-29T01:00Z'), calendar)).toEqual({
    start: t('2026-03-29T01:00Z'),
    end: t('2026-03-29T02:00Z'),
  });
});

test('weekly and monthly come back; months clamp to their end', () => {
  const weekly = maintenance({ repeat: 'weekly' });
  expect(maintenanceAt(weekly, t('2026-06-09T18:30Z'), calendar)).toEqual({
    start: t('2026-06-09T18:00Z'),
    end: t('2026-06-09T21:00Z'),
  });
  expect(maintenanceAt(weekly, t('2026-06-10T18:30Z'), calendar)).toBeNull();
  const monthly = maintenance({ start: '2026-01-31T22:00', end: '2026-02-01T02:00', repeat: 'monthly' });
  expect(maintenanceAt(monthly, t('2026-02-28T22:00Z'), calendar)).toEqual({
    start: t('2026-02-28T21:00Z'),
    end: t('2026-03-01T01:00Z'),
  });
  expect(maintenanceAt(monthly, t('2026-03-01T00:30Z'), calendar)).toMatchObject({ start: t('2026-02-28T21:00Z') });
  expect(maintenanceAt(monthly, t('2026-03-31T20:30Z'), calendar)).toMatchObject({ start: t('2026-03-31T20:00Z') });
  expect(maintenanceAt(monthly, t('2026-03-28T21:30Z'), calendar)).toBeNull();
});

test('no repetition starts after until', () => {
  const weekly = maintenance({ repeat: 'weekly', until: '2026-02-17T20:00' });
  expect(maintenanceAt(weekly, t('2026-02-17T20:30Z'), calendar)).not.toBeNull();
  expect(maintenanceAt(weekly, t('2026-02-24T20:30Z'), calendar)).toBeNull();
});
