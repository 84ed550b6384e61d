/** A small OnCall around the clock change of October 2026, and its own answer, worked out by the rules as written. */
import type { OncallContent, OncallRow } from './peer.fake.ts';

export const TAKEN = '2026-10-19T07:30:20Z';
export const CHOICES = { UALICE: 'alice', UBOB: 'bob', UCAROL: 'carol', UDAVE: 'dave', UVIC: 'vic' };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.parse('2026-10-19T00:00Z');
const CHANGE = Date.parse('2026-10-25T01:00Z');
const DAYS = Array.from({ length: 130 }, (_, i) => i - 14);

const utc = (day: number, hour: number) => MONDAY + day * DAY + hour * HOUR;
/** Paris: UTC+2 until the change, UTC+1 after it. */
function paris(day: number, hour: number): number {
  const summer = utc(day, hour - 2);
  return summer < CHANGE ? summer : summer + HOUR;
}

const row = (user: string, start: number, end: number): OncallRow => ({ user, start, end });
/** Without what lies in the hours of somebody else. */
const outside = (rows: OncallRow[], start: number, end: number) =>
  rows.flatMap((one) => [
    ...(one.start < start ? [{ ...one, end: Math.min(one.end, start) }] : []),
    ...(one.end > end ? [{ ...one, start: Math.max(one.start, end) }] : []),
  ]);

/** Level 1 in UTC: alice and bob by weeks, and carol on workdays; dave alone on 21 October, and for alice on 3 November. */
function database(): OncallRow[] {
  const weeks = Array.from({ length: 18 }, (_, i) => i - 2).map((week) =>
    row(week % 2 === 0 ? 'UALICE' : 'UBOB', utc(week * 7, 8), utc(week * 7 + 7, 8)),
  );
  const days = DAYS.filter((day) => ((day % 7) + 7) % 7 < 5).map((day) => row('UCAROL', utc(day, 7), utc(day, 16)));
  const [from, to] = [utc(15, 8), utc(16, 8)];
  const swapped = weeks.flatMap((one) =>
    one.user === 'UALICE' && one.start < to && one.end > from
      ? [...outside([one], from, to), row('UDAVE', from, to)]
      : [one],
  );
  return [...outside([...swapped, ...days], utc(2, 8), utc(3, 8)), row('UDAVE', utc(2, 8), utc(3, 8))];
}

/** In Paris: bob and alice by weeks from Monday 09:00, and above them dave on weekends from 10:00 to 18:00. */
function nights(): OncallRow[] {
  const weeks = Array.from({ length: 18 }, (_, i) => i - 2).map((week) =>
    row(week % 2 === 0 ? 'UBOB' : 'UALICE', paris(week * 7, 9), paris(week * 7 + 7, 9)),
  );
  return DAYS.filter((day) => ((day % 7) + 7) % 7 >= 5).reduce(
    (rows, day) => [...outside(rows, paris(day, 10), paris(day, 18)), row('UDAVE', paris(day, 10), paris(day, 18))],
    weeks,
  );
}

const office = (): OncallRow[] => DAYS.map((day) => row('UCAROL', utc(day, 9), utc(day, 17)));

const user = (id: string, username: string, more: object = {}) => ({
  id,
  username,
  email: `${username}@example.com`,
  role: 'editor',
  timezone: 'Europe/Paris',
  teams: ['TDB'],
  is_phone_number_verified: true,
  slack: [],
  ...more,
});
const rolling = (id: string, more: object) => ({
  id,
  team_id: null,
  name: id,
  type: 'rolling_users',
  time_zone: null,
  level: 1,
  interval: 1,
  week_start: 'MO',
  by_day: null,
  by_month: null,
  by_monthday: null,
  until: null,
  start_rotation_from_user_index: 0,
  ...more,
});
const link = (type: string, token: string) => `https://oncall.example.com/integrations/v1/${type}/${token}/`;
const templates = { grouping_key: null, resolve_signal: null, web: { title: null, message: null } };
const step = (id: string, chain: string, position: number, more: object) => ({
  id,
  escalation_chain_id: chain,
  position,
  ...more,
});
const rule = (id: string, position: number, important: boolean, type: string, more: object = {}) => ({
  id,
  user_id: 'UALICE',
  position,
  important,
  type,
  ...more,
});

export const oncallContent: OncallContent = {
  rows: { SDATABASE: database(), SNIGHTS: nights(), SOFFICE: office() },
  lists: {
    users: [
      user('UALICE', 'alice', { role: 'admin' }),
      user('UBOB', 'bob'),
      user('UCAROL', 'carol'),
      user('UDAVE', 'dave', { teams: [] }),
      // Viewers are passed over, as if nobody had their turns.
      user('UVIC', 'vic', { role: 'viewer', teams: [] }),
    ],
    teams: [{ id: 'TDB', name: 'Databases', grafana_id: 7 }],
    schedules: [
      {
        id: 'SDATABASE',
        name: 'Database',
        type: 'web',
        team_id: 'TDB',
        time_zone: 'Europe/Paris',
        on_call_now: ['UALICE'],
        shifts: ['O1WEEKLY', 'O2DAYS', 'O3OVER', 'O4OLD', 'O5VIC'],
        slack: { channel_id: null },
      },
      {
        id: 'SNIGHTS',
        name: 'Nights',
        type: 'calendar',
        team_id: null,
        time_zone: 'Europe/Paris',
        shifts: ['N1WEEKLY', 'N2WEEKEND'],
        ical_url_overrides: null,
        enable_web_overrides: false,
      },
      {
        id: 'SOFFICE',
        name: 'Office',
        type: 'ical',
        team_id: null,
        time_zone: null,
        ical_url_primary: 'https://calendar.example.com/secret/basic.ics',
        ical_url_overrides: null,
      },
    ],
    on_call_shifts: [
      rolling('O1WEEKLY', {
        schedule: 'SDATABASE',
        name: 'Primary',
        start: '2026-10-05T08:00:00',
        rotation_start: '2026-10-05T08:00:00',
        duration: 604_800,
        frequency: 'weekly',
        rolling_users: [['UALICE'], ['UBOB']],
      }),
      rolling('O2DAYS', {
        schedule: 'SDATABASE',
        name: 'Days',
        start: '2026-10-05T07:00:00',
        rotation_start: '2026-10-05T07:00:00',
        duration: 32_400,
        frequency: 'daily',
        by_day: ['MO', 'TU', 'WE', 'TH', 'FR'],
        rolling_users: [['UCAROL']],
      }),
      {
        id: 'O3OVER',
        schedule: 'SDATABASE',
        type: 'override',
        name: null,
        time_zone: null,
        level: 99,
        start: '2026-10-21T08:00:00',
        rotation_start: '2026-10-21T08:00:00',
        duration: 86_400,
        rolling_users: [['UDAVE']],
      },
      // What the web UI leaves behind with every edit.
      rolling('O4OLD', {
        schedule: 'SDATABASE',
        start: '2026-01-05T08:00:00',
        rotation_start: '2026-01-05T08:00:00',
        duration: 604_800,
        frequency: 'weekly',
        until: '2026-10-05T07:59:59',
        rolling_users: [['UBOB'], ['UCAROL']],
      }),
      rolling('O5VIC', {
        schedule: 'SDATABASE',
        level: 2,
        start: '2026-10-05T08:00:00',
        rotation_start: '2026-10-05T08:00:00',
        duration: 86_400,
        frequency: 'daily',
        rolling_users: [['UVIC'], ['UGONE']],
      }),
      rolling('N1WEEKLY', {
        name: 'Nights',
        time_zone: 'Europe/Paris',
        start: '2026-10-05T09:00:00',
        rotation_start: '2026-10-05T09:00:00',
        duration: 604_800,
        frequency: 'weekly',
        rolling_users: [['UALICE'], ['UBOB']],
        start_rotation_from_user_index: 1,
      }),
      {
        id: 'N2WEEKEND',
        type: 'recurrent_event',
        name: 'Weekends',
        time_zone: null,
        level: 2,
        start: '2026-10-03T10:00:00',
        duration: 28_800,
        frequency: 'weekly',
        interval: 1,
        week_start: 'MO',
        by_day: ['SA', 'SU'],
        users: ['UDAVE'],
      },
    ],
    shift_swaps: [
      {
        id: 'SWAP1',
        schedule: 'SDATABASE',
        swap_start: '2026-11-03T08:00:00.000000Z',
        swap_end: '2026-11-04T08:00:00.000000Z',
        beneficiary: 'UALICE',
        benefactor: 'UDAVE',
        status: 'taken',
        created_at: '2026-10-01T08:00:00Z',
      },
      {
        id: 'SWAP2',
        schedule: 'SDATABASE',
        swap_start: '2026-11-20T08:00:00.000000Z',
        swap_end: '2026-11-21T08:00:00.000000Z',
        beneficiary: 'UALICE',
        benefactor: null,
        status: 'open',
        created_at: '2026-10-02T08:00:00Z',
      },
    ],
    escalation_chains: [
      { id: 'F1', name: 'Database', team_id: 'TDB' },
      { id: 'F2', name: 'Critical', team_id: null },
    ],
    escalation_policies: [
      step('E3', 'F1', 2, { type: 'notify_persons', persons_to_notify: ['UBOB', 'UVIC'], important: true }),
      step('E1', 'F1', 0, {
        type: 'notify_on_call_from_schedule',
        notify_on_call_from_schedule: 'SDATABASE',
        important: false,
      }),
      step('E2', 'F1', 1, { type: 'wait', duration: 300 }),
      step('E4', 'F1', 3, {
        type: 'notify_if_time_from_to',
        notify_if_time_from: '09:00:00Z',
        notify_if_time_to: '18:00:00Z',
      }),
      step('E5', 'F1', 4, { type: 'notify_team_members', team_to_notify: 'TDB', important: false }),
      step('E6', 'F1', 5, { type: 'wait', duration: null }),
      step('E7', 'F1', 6, { type: 'repeat_escalation' }),
      step('E8', 'F2', 0, {
        type: 'notify_on_call_from_schedule',
        notify_on_call_from_schedule: 'SNIGHTS',
        important: true,
      }),
      // Position 1 is a step that this API does not show.
      step('E9', 'F2', 2, { type: 'trigger_webhook', action_to_trigger: 'WH1' }),
      step('E10', 'F2', 3, {
        type: 'notify_if_num_alerts_in_window',
        num_alerts_in_window: 4,
        num_minutes_in_window: 10,
      }),
      step('E11', 'F2', 4, {
        type: 'notify_person_next_each_time',
        persons_to_notify_next_each_time: ['UDAVE', 'UCAROL'],
      }),
    ],
    integrations: [
      {
        id: 'CPROM',
        name: 'Prometheus',
        team_id: 'TDB',
        type: 'alertmanager',
        link: link('alertmanager', 'Zk3madeUpToken9xQ0123456'),
        heartbeat: { link: `${link('alertmanager', 'Zk3madeUpToken9xQ0123456')}heartbeat/` },
        maintenance_mode: 'maintenance',
        maintenance_started_at: '2026-10-19T06:00:00Z',
        maintenance_end_at: '2026-10-19T12:00:00Z',
        default_route: { id: 'RV', escalation_chain_id: 'F1' },
        templates: { ...templates, web: { title: '{{ payload.title }}', message: null } },
      },
      {
        id: 'CHOOK',
        name: 'Shop',
        team_id: null,
        type: 'formatted_webhook',
        link: link('formatted_webhook', 'Yy7madeUpToken0123456789'),
        heartbeat: null,
        default_route: { id: 'RW', escalation_chain_id: null },
        templates,
      },
      { id: 'CPAGE', name: 'Direct', team_id: null, type: 'direct_paging', link: null, templates },
    ],
    routes: [
      {
        id: 'RV',
        integration_id: 'CPROM',
        escalation_chain_id: 'F1',
        routing_type: 'jinja2',
        routing_regex: null,
        position: 3,
        is_the_last_route: true,
      },
      {
        id: 'R2',
        integration_id: 'CPROM',
        escalation_chain_id: null,
        routing_type: 'jinja2',
        routing_regex: '{{ payload.groupLabels.team in ["lab", "test"] or payload.groupLabels.env == "dev" }}',
        position: 1,
        is_the_last_route: false,
      },
      {
        id: 'R1',
        integration_id: 'CPROM',
        escalation_chain_id: 'F2',
        routing_type: 'jinja2',
        routing_regex: '{{ payload.commonLabels.severity == "critical" }}',
        position: 0,
        is_the_last_route: false,
      },
      {
        id: 'R3',
        integration_id: 'CPROM',
        escalation_chain_id: 'F2',
        routing_type: 'jinja2',
        routing_regex: '{{ payload.alerts | length > 5 }}',
        position: 2,
        is_the_last_route: false,
      },
    ],
    personal_notification_rules: [
      rule('NT1', 0, false, 'notify_by_slack'),
      rule('NT2', 1, false, 'wait', { duration: 300 }),
      rule('NT3', 2, false, 'notify_by_email'),
      rule('NT4', 0, true, 'notify_by_mobile_app_critical'),
      rule('NT5', 1, true, 'notify_by_phone_call'),
    ],
    user_groups: [],
    webhooks: [{ id: 'WH1', name: 'Ticket' }],
  },
};
