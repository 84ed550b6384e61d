/** A small Opsgenie around the clock change of October 2026, and its own timeline, worked out by the rules as written. */
import type { OpsgenieContent, OpsgeniePeriod } from './peer.fake.ts';

export const TAKEN = '2026-10-19T07:30:20Z';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MONDAY = Date.parse('2026-10-19T00:00Z');
const CHANGE = Date.parse('2026-10-25T01:00Z');

/** Paris: UTC+2 until the change, UTC+1 after it. */
function paris(day: number, hour: number): string {
  const summer = MONDAY + day * DAY + (hour - 2) * HOUR;
  return new Date(summer < CHANGE ? summer : summer + HOUR).toISOString();
}

const person = (id: string) => ({ id, type: 'user', name: `${id.slice(2)}@example.com` });
const WEEKS = Array.from({ length: 16 }, (_, i) => i - 2);

/** Monday 09:00 to Friday 18:00, ann and ben by weeks; cleo in the night from Thursday 22 to Friday 23 October. */
function office(): OpsgeniePeriod[] {
  return WEEKS.flatMap((week) => {
    const day = week * 7;
    const turn = { rotation: 'r-week', type: 'default', recipient: person(week % 2 === 0 ? 'u-ann' : 'u-ben') };
    if (week !== 0) {
      return [{ ...turn, start: paris(day, 9), end: paris(day + 4, 18) }];
    }
    return [
      // What is past is cut with milliseconds.
      { ...turn, type: 'historical', start: paris(day, 9), end: '2026-10-19T07:30:20.713Z' },
      { ...turn, start: '2026-10-19T07:30:20.713Z', end: paris(3, 18) },
      { ...turn, start: paris(3, 18), end: paris(4, 8), type: 'override', recipient: person('u-cleo') },
      { ...turn, start: paris(4, 8), end: paris(4, 18) },
    ];
  });
}

/** Nights from 20:00 to 08:00: dee, somebody, nobody in turn by days; her turns go to ben while she is away. */
function nights(): OpsgeniePeriod[] {
  return Array.from({ length: 110 }, (_, i) => i - 8).flatMap((day) => {
    const turn = (((day + 14) % 3) + 3) % 3;
    const away = day >= 10 && day < 17;
    if (turn === 2) {
      return [];
    }
    const who = turn === 0 ? (away ? 'u-ben' : 'u-dee') : 'u-cleo';
    return [
      {
        rotation: 'r-night',
        start: paris(day, 20),
        end: paris(day, 32),
        type: turn === 0 && away ? 'forwarding' : 'default',
        recipient: person(who),
      },
    ];
  });
}

const user = (name: string, more: object = {}) => ({
  id: `u-${name}`,
  username: `${name}@example.com`,
  fullName: name,
  timeZone: 'Europe/Paris',
  userContacts: [],
  ...more,
});
const match = { type: 'match-all' };
const hook = (id: string, name: string, more: object) => ({ id, name, type: 'API', enabled: true, ...more });

export const opsgenieContent: OpsgenieContent = {
  users: [
    user('ann', {
      userContacts: [
        { id: 'c-1', contactMethod: 'sms', to: '33-612345678', enabled: true },
        { id: 'c-2', contactMethod: 'mobile', to: 'phone', enabled: true },
        { id: 'c-3', contactMethod: 'email', to: 'ann@example.com', enabled: false },
      ],
    }),
    user('ben'),
    user('cleo'),
    user('dee'),
  ],
  rules: {
    'u-ann': [
      {
        id: 'n-1',
        name: 'New alerts',
        actionType: 'create-alert',
        criteria: match,
        enabled: true,
        steps: [
          {
            contact: { method: 'mobile', to: 'phone' },
            sendAfter: { timeAmount: 0, timeUnit: 'minutes' },
            enabled: true,
          },
          {
            contact: { method: 'sms', to: '33-612345678' },
            sendAfter: { timeAmount: 5, timeUnit: 'minutes' },
            enabled: true,
          },
        ],
      } as OpsgenieContent['rules'][string][number],
      { id: 'n-2', name: 'Shifts', actionType: 'schedule-start', steps: [] },
    ],
  },
  teams: [
    {
      id: 't-db',
      name: 'Databases',
      members: [
        { user: { id: 'u-cleo', username: 'cleo@example.com' }, role: 'admin' },
        { user: { id: 'u-ann', username: 'ann@example.com' }, role: 'user' },
      ],
    } as { id: string; name: string },
  ],
  routing: {
    't-db': [
      {
        id: 'rr-1',
        name: 'Backups',
        isDefault: false,
        order: 0,
        criteria: {
          type: 'match-all-conditions',
          conditions: [{ field: 'message', operation: 'contains', expectedValue: 'backup' }],
        },
        notify: { type: 'none' },
      },
      {
        id: 'rr-2',
        name: 'Default',
        isDefault: true,
        order: 1,
        criteria: match,
        notify: { type: 'escalation', id: 'e-db', name: 'db_escalation' },
      },
    ],
  },
  lists: {
    schedules: [
      {
        id: 's-db',
        name: 'db_schedule',
        timezone: 'Europe/Paris',
        enabled: true,
        ownerTeam: { id: 't-db', name: 'Databases' },
        rotations: [
          {
            id: 'r-week',
            name: 'Week',
            startDate: '2026-10-05T07:00:00Z',
            endDate: null,
            type: 'weekly',
            length: 1,
            participants: [person('u-ann'), person('u-ben')],
            timeRestriction: {
              type: 'weekday-and-time-of-day',
              restrictions: [
                { startDay: 'monday', startHour: 9, startMin: 0, endDay: 'friday', endHour: 18, endMin: 0 },
              ],
            },
          },
          {
            id: 'r-night',
            name: 'Nights',
            startDate: '2026-10-05T18:00:00Z',
            endDate: null,
            type: 'daily',
            length: 1,
            participants: [person('u-dee'), person('u-cleo'), { type: 'none' }],
            timeRestriction: {
              type: 'time-of-day',
              restriction: { startHour: 20, startMin: 0, endHour: 8, endMin: 0 },
            },
          },
          {
            id: 'r-old',
            name: 'Old',
            startDate: '2025-10-05T18:00:00Z',
            endDate: '2026-01-05T18:00:00Z',
            type: 'daily',
            length: 1,
            participants: [{ type: 'team', id: 't-db' }],
          },
        ],
      } as { id: string },
    ],
    escalations: [
      {
        id: 'e-db',
        name: 'db_escalation',
        ownerTeam: { id: 't-db', name: 'Databases' },
        rules: [
          {
            condition: 'if-not-acked',
            notifyType: 'all',
            delay: { timeAmount: 30, timeUnit: 'minutes' },
            recipient: { type: 'team', id: 't-db', name: 'Databases' },
          },
          {
            condition: 'if-not-acked',
            notifyType: 'default',
            delay: { timeAmount: 0, timeUnit: 'minutes' },
            recipient: { type: 'schedule', id: 's-db', name: 'db_schedule' },
          },
          {
            condition: 'if-not-acked',
            notifyType: 'next',
            delay: { timeAmount: 10, timeUnit: 'minutes' },
            recipient: { type: 'schedule', id: 's-db', name: 'db_schedule' },
          },
        ],
        repeat: { waitInterval: 20, count: 3, resetRecipientStates: true, closeAlertAfterAll: false },
      } as { id: string },
    ],
    'forwarding-rules': [
      {
        alias: 'f-1',
        id: 'f-1',
        fromUser: { id: 'u-dee', username: 'dee@example.com' },
        toUser: { id: 'u-ben', username: 'ben@example.com' },
        startDate: paris(10, 12),
        endDate: paris(17, 12),
      } as { id: string },
    ],
    integrations: [
      hook('i-1', 'Shop', { ownerTeam: { id: 't-db' }, apiKey: 'b6e1c3b2-1f2a-4c5d-8e9f-0a1b2c3d4e5f' }),
      hook('i-2', 'Hidden', { ownerTeam: { id: 't-db' } }),
      hook('i-3', 'Off', { enabled: false }),
    ],
    heartbeats: [
      { name: 'backup', interval: 10, intervalUnit: 'minutes', enabled: true, ownerTeam: { id: 't-db' } } as {
        name: string;
      },
    ],
    'policies/alert': [{ id: 'p-1', name: 'Raise', type: 'alert', enabled: true } as { id: string }],
  },
  periods: { 's-db': [...office(), ...nights()] },
  overrides: {
    's-db': [
      {
        alias: 'og-7c1',
        user: person('u-cleo'),
        startDate: '2026-10-22T16:00:00Z',
        endDate: '2026-10-23T06:00:00Z',
        rotations: [{ id: 'r-week', name: 'Week' }],
      },
    ],
  },
};
