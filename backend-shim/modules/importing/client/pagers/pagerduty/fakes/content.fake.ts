/** A small PagerDuty around the clock change of October 2026, and its own answer, worked out by the rules as written. */
import type { PagerdutyContent } from './peer.fake.ts';

export const TAKEN = '2026-10-19T07:30:20Z';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Monday of the first week that is compared. */
const MONDAY = Date.parse('2026-10-19T00:00Z');
const CHANGE = Date.parse('2026-10-25T01:00Z');

/** Paris: UTC+2 until the change, UTC+1 after it. */
function paris(day: number, hour: number): string {
  const wall = MONDAY + day * DAY + hour * HOUR;
  const summer = wall - 2 * HOUR;
  return new Date(summer < CHANGE ? summer : wall - HOUR).toISOString();
}

const weekdayOf = (day: number) => ((day % 7) + 7) % 7;
const weekOf = (day: number) => Math.floor(day / 7);
const inTurn = (people: readonly string[], turn: number) =>
  people[((turn % people.length) + people.length) % people.length] as string;
const DAYS = Array.from({ length: 100 }, (_, i) => i - 4);

/** Days cleo and dee by weeks, nights ann and ben; on Thursday night cleo for ann. */
function databaseEntries() {
  return DAYS.flatMap((day) => {
    const [days, nights] = [inTurn(['PCLEO', 'PDEE'], weekOf(day)), inTurn(['PANN', 'PBEN'], weekOf(day))];
    const light = { start: paris(day, 9), end: paris(day, 18), user: days };
    const dark = { start: paris(day, 18), end: paris(day, 33), user: nights };
    return day === 3
      ? [light, { ...dark, end: paris(day, 32), user: 'PCLEO' }, { ...dark, start: paris(day, 32) }]
      : [light, dark];
  });
}

/** Workdays ann and nobody, five shifts each; weekends cleo and dee together. */
function supportEntries() {
  return DAYS.flatMap((day) => {
    if (weekdayOf(day) > 4) {
      return ['PCLEO', 'PDEE'].map((user) => ({ start: paris(day, 10), end: paris(day, 16), user }));
    }
    return weekOf(day) % 2 === 0 ? [{ start: paris(day, 9), end: paris(day, 18), user: 'PANN' }] : [];
  });
}

const reference = (id: string, type: string) => ({ id, type: `${type}_reference`, summary: id });
const layer = (id: string, name: string, users: string[], restrictions: object[], more: object = {}) => ({
  id,
  name,
  start: '2026-10-01T10:12:44+02:00',
  end: null,
  rotation_virtual_start: '2026-10-05T09:00:00+02:00',
  rotation_turn_length_seconds: 604_800,
  users: users.map((user) => ({ user: reference(user, 'user') })),
  restrictions,
  rendered_schedule_entries: [],
  ...more,
});
const user = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  email: `${name.toLowerCase()}@example.com`,
  time_zone: 'Paris',
  contact_methods: [],
  notification_rules: [],
  ...more,
});
const service = (id: string, name: string, more: object) => ({
  id,
  name,
  status: 'active',
  acknowledgement_timeout: null,
  auto_resolve_timeout: null,
  escalation_policy: reference('PEP1', 'escalation_policy'),
  teams: [reference('PTEAM1', 'team')],
  integrations: [
    {
      id: `${id}-I`,
      type: 'events_api_v2_inbound_integration',
      name: 'Events API V2',
      integration_key: `key-of-${id.toLowerCase()}-0123456789abcdef01234`,
    },
  ],
  ...more,
});
const rule = (id: string, minutes: number, targets: object[], strategy: unknown = 'assign_to_everyone') => ({
  id,
  escalation_delay_in_minutes: minutes,
  escalation_rule_assignment_strategy: strategy,
  targets,
});

export const pagerdutyContent: PagerdutyContent = {
  lists: {
    users: [
      user('PANN', 'Ann', {
        contact_methods: [
          { id: 'CMAIL', type: 'email_contact_method', label: 'Work', address: 'ann@example.com' },
          {
            id: 'CPHONE',
            type: 'phone_contact_method',
            label: 'Mobile',
            address: '612345678',
            country_code: 33,
            enabled: true,
          },
          {
            id: 'CSMS',
            type: 'sms_contact_method',
            label: 'Mobile',
            address: '612345678',
            country_code: 33,
            enabled: true,
          },
          { id: 'CPUSH', type: 'push_notification_contact_method', label: 'iPhone', address: 'x' },
        ],
        notification_rules: [
          { start_delay_in_minutes: 0, urgency: 'high', contact_method: { id: 'CPUSH' } },
          { start_delay_in_minutes: 5, urgency: 'high', contact_method: { id: 'CPHONE' } },
          { start_delay_in_minutes: 0, urgency: 'low', contact_method: { id: 'CMAIL' } },
        ],
      }),
      user('PBEN', 'Ben'),
      user('PCLEO', 'Cleo'),
      user('PDEE', 'Dee'),
    ],
    teams: [{ id: 'PTEAM1', name: 'Databases' } as { id: string }],
    escalation_policies: [
      {
        id: 'PEP1',
        name: 'Database',
        num_loops: 2,
        teams: [reference('PTEAM1', 'team')],
        escalation_rules: [
          rule('PR1', 10, [reference('PSCHED1', 'schedule'), reference('PV3', 'schedule_v3')]),
          rule('PR2', 30, [reference('PDEE', 'user'), reference('PCLEO', 'user')], [{ name: 'round_robin' }]),
          rule('PR3', 15, [reference('PGONE', 'schedule')]),
        ],
      } as { id: string },
    ],
    services: [
      service('PSVC1', 'Shop', {
        acknowledgement_timeout: 1_800,
        auto_resolve_timeout: 14_400,
        incident_urgency_rule: { type: 'constant', urgency: 'high' },
      }),
      service('PSVC2', 'Reports', { incident_urgency_rule: { type: 'constant', urgency: 'low' } }),
      service('PSVC3', 'Search', {
        incident_urgency_rule: {
          type: 'use_support_hours',
          during_support_hours: { type: 'constant', urgency: 'high' },
          outside_support_hours: { type: 'constant', urgency: 'low' },
        },
        support_hours: {
          type: 'fixed_time_per_day',
          time_zone: 'Paris',
          start_time: '09:00:00',
          end_time: '17:00:00',
          days_of_week: [1, 2, 3, 4, 5],
        },
      }),
      service('PSVC4', 'Old', { status: 'disabled' }),
      service('PSVC5', 'Hidden', {
        incident_urgency_rule: { type: 'constant', urgency: 'severity_based' },
        integrations: [{ id: 'PSVC5-I', type: 'events_api_v2_inbound_integration', name: 'Events API V2' }],
      }),
    ],
    maintenance_windows: [
      {
        id: 'PMW1',
        description: 'Move of the database',
        start_time: '2026-11-01T20:00:00Z',
        end_time: '2026-11-01T23:00:00Z',
        services: [reference('PSVC1', 'service')],
      } as { id: string },
    ],
    orchestrations: [{ id: 'EO1', name: 'By cluster' } as { id: string }],
  },
  members: {
    PTEAM1: [
      { user: reference('PCLEO', 'user'), role: 'manager' },
      { user: reference('PANN', 'user'), role: 'responder' },
    ],
  },
  schedules: [
    {
      id: 'PSCHED1',
      name: 'Database',
      time_zone: 'Paris',
      teams: [reference('PTEAM1', 'team')],
      // The highest first.
      schedule_layers: [
        layer('PLAY3', 'Old layer', ['PDEE'], [], { end: '2026-10-02T09:00:00+02:00' }),
        layer(
          'PLAY2',
          'Layer 2',
          ['PANN', 'PBEN'],
          [{ type: 'daily_restriction', start_time_of_day: '18:00:00', duration_seconds: 54_000 }],
        ),
        layer('PLAY1', 'Layer 1', ['PCLEO', 'PDEE'], []),
      ],
    } as { id: string; name: string },
  ],
  shiftSchedules: [
    {
      id: 'PV3',
      name: 'Support',
      time_zone: 'Europe/Paris',
      teams: [],
      rotations: [
        {
          id: 'ROT1',
          name: 'Workdays',
          events: [
            {
              name: 'Days',
              start_time: { date_time: '2026-10-05T09:00:00', time_zone: 'Europe/Paris' },
              end_time: { date_time: '2026-10-05T18:00:00', time_zone: 'Europe/Paris' },
              effective_since: '2026-10-05T07:00:00Z',
              effective_until: null,
              recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
              assignment_strategy: {
                type: 'rotating_member_assignment_strategy',
                shifts_per_member: 5,
                members: [{ type: 'user_member', user_id: 'PANN' }, { type: 'empty_member' }],
              },
            },
          ],
        },
        {
          id: 'ROT2',
          name: 'Weekends',
          events: [
            {
              name: 'Both',
              start_time: { date_time: '2026-10-10T10:00:00', time_zone: 'Europe/Paris' },
              end_time: { date_time: '2026-10-10T16:00:00', time_zone: 'Europe/Paris' },
              effective_since: '2026-10-10T08:00:00Z',
              effective_until: null,
              recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=SA,SU'],
              assignment_strategy: {
                type: 'every_member_assignment_strategy',
                members: [
                  { type: 'user_member', user_id: 'PCLEO' },
                  { type: 'user_member', user_id: 'PDEE' },
                ],
              },
            },
          ],
        },
      ],
    } as { id: string; name: string },
  ],
  entries: { PSCHED1: databaseEntries(), PV3: supportEntries() },
  overrides: {
    PSCHED1: [
      {
        id: 'OV1',
        start: '2026-10-22T18:00:00+02:00',
        end: '2026-10-23T08:00:00+02:00',
        user: reference('PCLEO', 'user'),
      } as { id: string },
    ],
  },
};
