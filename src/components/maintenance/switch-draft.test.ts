import { describe, expect, test } from 'vitest';
import { HOUR } from '#domain/time/duration';
import type { StoredMaintenance } from './switch-draft.ts';
import { beginning, canEnd, concerns, ending, holds, lastAction, runningAt } from './switch-draft.ts';

/** Paris in winter; the clock goes back on 25 October 2026, 03:00 to 02:00. */
const paris = { changes: [Date.parse('2026-10-25T01:00:00Z')], offsets: [2 * HOUR, HOUR] };
const zones = { zones: { 'Europe/Paris': paris }, holidays: {} };
const NOW = Date.parse('2026-11-26T09:30:40Z');

const stored = (changes: Partial<StoredMaintenance> = {}): StoredMaintenance =>
  ({
    id: 'm',
    name: null,
    match: [],
    integrations: ['zabbix'],
    start: '2026-11-26T10:00',
    end: '2026-11-26T12:00',
    timeZone: 'Europe/Paris',
    repeat: null,
    until: null,
    action: 'hold',
    version: 1,
    provisioned: false,
    ...changes,
  }) as StoredMaintenance;

test('begins in the minute that runs, and ends with a whole one', () => {
  expect(
    beginning({
      name: 'Zabbix',
      reason: 'Disks are replaced',
      integrations: ['zabbix'],
      action: { policy: 'calm' },
      now: NOW,
      end: NOW + HOUR,
      zone: paris,
      timeZone: 'Europe/Paris',
    }),
  ).toEqual({
    name: 'Zabbix',
    reason: 'Disks are replaced',
    match: [],
    integrations: ['zabbix'],
    start: '2026-11-26T10:30',
    end: '2026-11-26T11:31',
    timeZone: 'Europe/Paris',
    repeat: null,
    until: null,
    action: { policy: 'calm' },
  });
});

describe('which run', () => {
  test('those whose time it is, with their end', () => {
    const items = [stored(), stored({ id: 'later', start: '2026-11-26T11:00' })];
    expect(runningAt(items, NOW, zones)).toEqual([{ maintenance: items[0], end: Date.parse('2026-11-26T11:00:00Z') }]);
  });

  test.each([
    [stored(), 'zabbix', true],
    [stored(), 'nagios', false],
    [stored({ integrations: [], match: ['env="dev"'] }), 'nagios', true],
  ])('%#', (maintenance, integration, isConcerned) =>
    expect(concerns({ maintenance, end: 0 }, integration)).toBe(isConcerned),
  );

  test.each([
    [stored(), true],
    [stored({ repeat: 'weekly' }), false],
    [stored({ provisioned: true }), false],
  ])('and can be ended here: %#', (maintenance, can) => expect(canEnd({ maintenance, end: 0 })).toBe(can));
});

describe('is ended', () => {
  test('by an earlier end', () =>
    expect(ending(stored(), NOW, paris)).toMatchObject({ kind: 'save', body: { end: '2026-11-26T10:30' } }));

  test('without a trace where it has just begun', () =>
    expect(ending(stored({ start: '2026-11-26T10:30' }), NOW, paris)).toEqual({ kind: 'remove' }));

  test('without a trace in the first of two hours that look the same: its end would be in the second', () => {
    const night = stored({ start: '2026-10-24T22:00', end: '2026-10-25T08:00' });
    expect(ending(night, Date.parse('2026-10-25T00:30:00Z'), paris)).toEqual({ kind: 'remove' });
    expect(ending(night, Date.parse('2026-10-25T01:30:00Z'), paris)).toMatchObject({
      kind: 'save',
      body: { end: '2026-10-25T02:30' },
    });
  });
});

test('what was chosen last time is offered again', () => {
  const before = stored({ start: '2026-11-01T10:00', action: { policy: 'calm' } });
  expect(
    lastAction(
      [stored({ start: '2026-10-01T10:00' }), before, stored({ integrations: ['nagios'], start: '2026-11-20T10:00' })],
      ['zabbix'],
    ),
  ).toEqual({ policy: 'calm' });
  expect(lastAction([before], ['nagios'])).toBeNull();
});

test('an incident is held by the maintenance at whose end it escalates', () => {
  const end = Date.parse('2026-11-26T11:00:00Z');
  const incident = {
    integration: 'zabbix',
    next: { at: '2026-11-26T11:00:00.000Z', what: '', reason: 'hold' as const, data: {} },
  };
  const running = (changes: Partial<StoredMaintenance> = {}) => ({ maintenance: stored(changes), end });
  expect(holds(running(), incident)).toBe(true);
  expect(holds(running({ integrations: [], match: ['host="db-1"'] }), { ...incident, integration: null })).toBe(true);
  expect(holds({ ...running(), end: end + 1 }, incident)).toBe(false);
  expect(holds(running({ integrations: ['shop'] }), incident)).toBe(false);
  expect(holds(running({ action: { policy: 'calm' } }), incident)).toBe(false);
  expect(holds(running(), { ...incident, next: null })).toBe(false);
});
