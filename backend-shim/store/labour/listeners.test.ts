/** Who hears in the morning that somebody's start moved. */
import { describe, expect, it } from 'vitest';
import type { Unit } from '#domain/labour/facts/unit';
import { DAY, HOUR } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { Directory } from '../../ports/directory.ts';
import { whoHears } from './listeners.ts';

/** A Wednesday, 02:00 UTC. Ann may not start before 13:00. */
const NOW = Date.UTC(2026, 9, 7, 2);
const at = (hour: number, days = 0) => NOW + (hour - 2) * HOUR + days * DAY;
const unit = {
  id: 'ops',
  timeZone: 'UTC',
  holidays: null,
  since: 0,
  duties: [],
  disconnect: true,
  managers: ['ann', 'cleo'],
  hr: ['hana', 'cleo'],
} as unknown as Unit;

const leave = (user: string, days: number, kind = 'leave') => ({ user, kind, start: at(0), end: at(0, days) });

interface Given {
  absences?: object[];
  /** Cleo's first hour. */
  from?: string;
  unit?: Partial<Unit>;
  disabled?: string;
}

function hearing({ absences = [], from = '10:00', unit: change, disabled }: Given): string[] {
  const profile = { user: 'cleo', unit: 'ops', from: 0, until: null, contract: 'hours' };
  const schedule = [{ days: ['workday'], from, to: '18:00' }];
  const directory = {
    units: new Map([['ops', unit]]),
    profiles: new Map([['cleo', [{ ...profile, schedule }]]]),
    responders: new Map(['ann', 'cleo', 'hana'].map((login) => [login, { login, disabled: login === disabled }])),
    facts: { zones: TEST_ZONES, holidays: {}, absences, swaps: [] },
  } as unknown as Directory;
  const moved = { person: 'ann', earliestAt: at(13), now: NOW };
  return whoHears(directory, { ...unit, ...change }, moved).map(
    ({ user, at: when }) => `${user} ${new Date(when).toISOString().slice(5, 16)}`,
  );
}

describe('of a start that moved', () => {
  it.each<[string, Given, string[]]>([
    ['a manager hears when their day begins', {}, ['cleo 10-07T10:00']],
    ['a manager off duty works as usual', { absences: [leave('cleo', 3, 'offDuty')] }, ['cleo 10-07T10:00']],
    [
      'HR hears of a manager who is on leave',
      { absences: [leave('cleo', 2)] },
      ['cleo 10-09T10:00', 'hana 10-07T09:00'],
    ],
    ['HR alone hears of one who is on leave for weeks', { absences: [leave('cleo', 30)] }, ['hana 10-07T09:00']],
    ['HR hears where the manager begins too late', { from: '14:00' }, ['cleo 10-07T14:00', 'hana 10-07T09:00']],
    ['HR hears where there is no manager', { unit: { managers: ['ann'], hr: ['hana'] } }, ['hana 10-07T09:00']],
    ['HR hears of a manager who is disabled', { disabled: 'cleo' }, ['hana 10-07T09:00']],
    [
      'the manager’s message waits where everybody is on leave',
      { absences: [leave('cleo', 2), leave('hana', 40)] },
      ['cleo 10-09T10:00'],
    ],
    ['a manager without hours hears at nine', { unit: { managers: ['hana'], hr: ['cleo'] } }, ['hana 10-07T09:00']],
    ['nobody hears of themselves', { unit: { managers: ['ann'], hr: ['ann'] } }, []],
    [
      'everybody hears at once where the unit does not wait',
      { absences: [leave('cleo', 30)], unit: { disconnect: false } },
      ['cleo 10-07T02:00'],
    ],
  ])('%s', (_, given, expected) => {
    expect(hearing(given)).toEqual(expected);
  });
});
