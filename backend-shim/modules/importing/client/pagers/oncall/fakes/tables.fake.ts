/** The tables of an OnCall engine that hold what a small OnCall answers. */
import type { DatabaseRow, DatabaseTables } from '../../../pager.ts';
import type { OncallContent, OncallItem, OncallRow } from './peer.fake.ts';

const TYPES = ['single_event', 'recurrent_event', 'rolling_users', 'override'];
const FREQUENCIES = ['daily', 'weekly', 'monthly', 'hourly'];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const STEPS: Readonly<Record<string, [plain: number, important: number]>> = {
  wait: [0, 0],
  repeat_escalation: [3, 3],
  notify_on_call_from_schedule: [6, 9],
  notify_person_next_each_time: [11, 20],
  notify_if_time_from_to: [12, 12],
  notify_persons: [13, 14],
  notify_if_num_alerts_in_window: [15, 15],
  trigger_webhook: [16, 16],
  notify_team_members: [17, 18],
};
const NOTIFY_BY = ['slack', 'sms', 'phone_call', 'telegram', '', 'mobile_app', 'mobile_app_critical', '', 'email'];

/** The lists of a content as rows, whose inner ids count from 1. */
function rowsOf({ lists }: OncallContent) {
  const all = (list: string) => lists[list] ?? [];
  const inner = (list: string, id: unknown) => {
    const index = all(list).findIndex((one) => one.id === id);
    return index < 0 ? null : index + 1;
  };
  const table = (list: string, rowOf: (one: OncallItem) => DatabaseRow) =>
    all(list).map((one, i) => ({ id: i + 1, public_primary_key: one.id, organization_id: 1, ...rowOf(one) }));
  const links = (list: string, field: string, own: string, other: string) =>
    all(list).flatMap((one, i) =>
      ((one[field] ?? []) as string[]).map((id) => ({ [own]: i + 1, [other]: inner('users', id) })),
    );
  const child = (type: string) =>
    all('schedules').flatMap((one, i) => (one['type'] === type ? [{ ...one, oncallschedule_ptr_id: i + 1 }] : []));
  const team = (one: OncallItem) => inner('teams', one['team_id']);
  return { all, inner, table, links, child, team };
}

type ContentRows = ReturnType<typeof rowsOf>;

export function tablesOf(content: OncallContent): DatabaseTables {
  const rows = rowsOf(content);
  return {
    ...peopleTables(rows),
    ...scheduleTables(rows, content.rows),
    ...chainTables(rows),
    ...integrationTables(rows),
  };
}

function peopleTables({ all, inner, table }: ContentRows): DatabaseTables {
  return {
    user_management_organization: [{ id: 1, deleted_at: null }],
    user_management_user: [
      ...table('users', (one) => ({
        username: one['username'],
        email: one['email'],
        role: ['admin', 'editor', 'viewer'].indexOf(String(one['role'])),
        _timezone: one['timezone'],
        _verified_phone_number: one.id === 'UALICE' ? '+33 6 12 34 56 78' : null,
        is_active: 1,
      })),
      { id: 90, public_primary_key: 'UGONE', organization_id: 1, username: 'gone', is_active: null },
      { id: 91, public_primary_key: 'UOTHER', organization_id: 2, username: 'other', is_active: 1 },
    ],
    user_management_team: table('teams', (one) => ({ name: one['name'], team_id: one['grafana_id'] })),
    user_management_team_users: all('users').flatMap((one, i) =>
      ((one['teams'] ?? []) as string[]).map((id) => ({ user_id: i + 1, team_id: inner('teams', id) })),
    ),
  };
}

function scheduleTables(
  { all, inner, table, links, child, team }: ContentRows,
  rows: OncallContent['rows'],
): DatabaseTables {
  return {
    schedules_oncallschedule: table('schedules', (one) => ({
      name: one['name'],
      team_id: team(one),
      cached_ical_final_schedule: icalOf(rows[one.id] ?? []),
    })),
    schedules_oncallscheduleweb: child('web'),
    schedules_oncallschedulecalendar: child('calendar'),
    schedules_oncallscheduleical: child('ical'),
    schedules_customoncallshift: table('on_call_shifts', (one) => ({
      ...one,
      id: inner('on_call_shifts', one.id),
      schedule_id: inner('schedules', one['schedule']),
      type: TYPES.indexOf(String(one['type'])),
      frequency: one['frequency'] === undefined ? null : FREQUENCIES.indexOf(String(one['frequency'])),
      week_start: DAYS.indexOf(String(one['week_start'] ?? 'MO')),
      by_day: one['by_day'] ? JSON.stringify(one['by_day']) : null,
      priority_level: one['level'],
      start: String(one['start']).replace('T', ' '),
      duration: Number(one['duration']) * 1_000_000,
      rolling_users: JSON.stringify(
        ((one['rolling_users'] ?? []) as string[][]).map((group) =>
          Object.fromEntries(group.map((id) => [String(inner('users', id) ?? 90), id])),
        ),
      ),
    })),
    schedules_customoncallshift_users: links('on_call_shifts', 'users', 'customoncallshift_id', 'user_id'),
    schedules_oncallschedulecalendar_custom_on_call_shifts: all('schedules').flatMap((one, i) =>
      one['type'] === 'calendar'
        ? ((one['shifts'] ?? []) as string[]).map((id) => ({
            oncallschedulecalendar_id: i + 1,
            customoncallshift_id: inner('on_call_shifts', id),
          }))
        : [],
    ),
    schedules_shiftswaprequest: table('shift_swaps', (one) => ({
      schedule_id: inner('schedules', one['schedule']),
      swap_start: one['swap_start'],
      swap_end: one['swap_end'],
      created_at: one['created_at'],
      beneficiary_id: inner('users', one['beneficiary']),
      benefactor_id: inner('users', one['benefactor']),
      deleted_at: null,
    })),
  };
}

function chainTables({ inner, table, links, team }: ContentRows): DatabaseTables {
  return {
    alerts_escalationchain: table('escalation_chains', (one) => ({ name: one['name'], team_id: team(one) })),
    alerts_escalationpolicy: table('escalation_policies', (one) => ({
      escalation_chain_id: inner('escalation_chains', one['escalation_chain_id']),
      order: one['position'],
      step: STEPS[String(one['type'])]?.[one['important'] === true ? 1 : 0],
      wait_delay: typeof one['duration'] === 'number' ? one['duration'] * 1_000_000 : null,
      from_time: one['notify_if_time_from'] ? String(one['notify_if_time_from']).replace('Z', '.000000') : null,
      to_time: one['notify_if_time_to'] ? String(one['notify_if_time_to']).replace('Z', '') : null,
      notify_schedule_id: inner('schedules', one['notify_on_call_from_schedule']),
      notify_to_team_members_id: inner('teams', one['team_to_notify']),
      custom_webhook_id: inner('webhooks', one['action_to_trigger']),
      num_alerts_in_window: one['num_alerts_in_window'],
      num_minutes_in_window: one['num_minutes_in_window'],
    })),
    alerts_escalationpolicy_notify_to_users_queue: [
      ...links('escalation_policies', 'persons_to_notify', 'escalationpolicy_id', 'user_id'),
      ...links('escalation_policies', 'persons_to_notify_next_each_time', 'escalationpolicy_id', 'user_id'),
    ],
  };
}

function integrationTables({ inner, table, team }: ContentRows): DatabaseTables {
  return {
    alerts_alertreceivechannel: [
      ...table('integrations', (one) => ({
        integration: one['type'],
        token: /\/([^/]+)\/$/.exec(String(one['link']))?.[1] ?? null,
        verbal_name: one['name'],
        team_id: team(one),
        deleted_at: null,
        maintenance_mode: one['maintenance_mode'] ? 1 : null,
        maintenance_started_at: one['maintenance_started_at'] ?? null,
        maintenance_duration: one['maintenance_mode'] ? '06:00:00' : null,
        web_title_template: (one['templates'] as { web: { title: string | null } }).web.title,
      })),
      { id: 99, public_primary_key: 'CDELETED', organization_id: 1, deleted_at: '2026-01-01 00:00:00' },
    ],
    heartbeat_integrationheartbeat: [
      { alert_receive_channel_id: inner('integrations', 'CPROM'), timeout_seconds: 600 },
    ],
    alerts_channelfilter: table('routes', (one) => ({
      alert_receive_channel_id: inner('integrations', one['integration_id']),
      escalation_chain_id: inner('escalation_chains', one['escalation_chain_id']),
      order: one['position'],
      is_default: one['is_the_last_route'] === true ? 1 : 0,
      filtering_term: one['routing_regex'],
      filtering_term_type: 1,
    })),
    base_usernotificationpolicy: table('personal_notification_rules', (one) => ({
      user_id: inner('users', one['user_id']),
      order: one['position'],
      important: one['important'] === true ? 1 : 0,
      step: one['type'] === 'wait' ? 0 : 1,
      wait_delay: typeof one['duration'] === 'number' ? one['duration'] * 1_000_000 : null,
      notify_by: NOTIFY_BY.indexOf(String(one['type']).replace('notify_by_', '')),
    })),
    webhooks_webhook: table('webhooks', (one) => ({ name: one['name'], deleted_at: null })),
  };
}

/** One event for each person and shift, with long lines folded. */
function icalOf(rows: readonly OncallRow[]): string {
  const text = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const events = rows.flatMap(({ user, start, end }) => [
    'BEGIN:VEVENT',
    `SUMMARY:${user.slice(1, 3).toLowerCase()}\r\n ${user.slice(3).toLowerCase()}`,
    `DTSTART;VALUE=DATE-TIME:${text(start)}`,
    `DTEND;VALUE=DATE-TIME:${text(end)}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
}
