/** Makes chains, integrations and routes of OnCall's tables, in the form in which its API has them. */
import type { DatabaseRow, PagerObject } from '../../../pager.ts';
import type { OncallDatabase } from './oncall-tables.ts';
import { instantIn, isSet, jsonIn, numberIn, secondsIn, textIn } from './rows.ts';
import { object } from './schedules.ts';

/** Important steps are kinds of their own, among them one that the API does not show. */
const STEPS: Readonly<Record<number, { type: string; important?: true }>> = {
  0: { type: 'wait' },
  2: { type: 'notify_whole_channel' },
  3: { type: 'repeat_escalation' },
  4: { type: 'resolve' },
  5: { type: 'notify_user_group' },
  6: { type: 'notify_on_call_from_schedule' },
  8: { type: 'notify_user_group', important: true },
  9: { type: 'notify_on_call_from_schedule', important: true },
  11: { type: 'notify_person_next_each_time' },
  12: { type: 'notify_if_time_from_to' },
  13: { type: 'notify_persons' },
  14: { type: 'notify_persons', important: true },
  15: { type: 'notify_if_num_alerts_in_window' },
  16: { type: 'trigger_webhook' },
  17: { type: 'notify_team_members' },
  18: { type: 'notify_team_members', important: true },
  19: { type: 'declare_incident' },
  20: { type: 'notify_person_next_each_time', important: true },
};
const ROUTING = ['regex', 'jinja2', 'labels'];
const MAINTENANCE = ['debug', 'maintenance'];

export function chainsOf(database: OncallDatabase): PagerObject[] {
  return database.rows('alerts_escalationchain').flatMap((row) =>
    object('chains', row, {
      name: textIn(row, 'name') ?? '',
      team_id: database.idOf('user_management_team', textIn(row, 'team_id')),
    }),
  );
}

export function stepsOf(database: OncallDatabase): PagerObject[] {
  const queues = Map.groupBy(database.rows('alerts_escalationpolicy_notify_to_users_queue'), (row) =>
    textIn(row, 'escalationpolicy_id'),
  );
  return database.rows('alerts_escalationpolicy').flatMap((row) => {
    const chain = database.idOf('alerts_escalationchain', textIn(row, 'escalation_chain_id'));
    const number = numberIn(row, 'step');
    const kind = number === null ? null : (STEPS[number] ?? { type: `step_${number}` });
    const queue = (queues.get(textIn(row, 'id')) ?? []).flatMap(
      (one) => database.idOf('user_management_user', textIn(one, 'user_id')) ?? [],
    );
    const inTurn = kind?.type === 'notify_person_next_each_time';
    return chain === null
      ? []
      : object('steps', row, {
          escalation_chain_id: chain,
          position: numberIn(row, 'order') ?? 0,
          type: kind?.type ?? null,
          important: kind?.important === true,
          duration: secondsIn(row, 'wait_delay'),
          notify_on_call_from_schedule: database.idOf('schedules_oncallschedule', textIn(row, 'notify_schedule_id')),
          persons_to_notify: inTurn ? [] : queue,
          persons_to_notify_next_each_time: inTurn ? queue : [],
          team_to_notify: database.idOf('user_management_team', textIn(row, 'notify_to_team_members_id')),
          action_to_trigger: database.idOf('webhooks_webhook', textIn(row, 'custom_webhook_id')),
          notify_if_time_from: clockIn(row, 'from_time'),
          notify_if_time_to: clockIn(row, 'to_time'),
          num_alerts_in_window: numberIn(row, 'num_alerts_in_window'),
          num_minutes_in_window: numberIn(row, 'num_minutes_in_window'),
        });
  });
}

function clockIn(row: DatabaseRow, column: string): string | null {
  const [clock] = /^\d{2}:\d{2}:\d{2}/.exec(textIn(row, column) ?? '') ?? [];
  return clock === undefined ? null : `${clock}Z`;
}

export function integrationsOf(database: OncallDatabase): PagerObject[] {
  const timeouts = new Map(
    database
      .rows('heartbeat_integrationheartbeat')
      .map((row) => [textIn(row, 'alert_receive_channel_id'), numberIn(row, 'timeout_seconds')]),
  );
  return database.rows('alerts_alertreceivechannel').flatMap((row) => {
    const type = textIn(row, 'integration') ?? 'webhook';
    const link = `https://oncall.invalid/integrations/v1/${type}/${textIn(row, 'token') ?? ''}/`;
    const timeout = timeouts.get(textIn(row, 'id'));
    const [start, seconds] = [instantIn(row, 'maintenance_started_at'), secondsIn(row, 'maintenance_duration')];
    const end = start === null || seconds === null ? null : new Date(Date.parse(start) + seconds * 1_000).toISOString();
    return object('integrations', row, {
      name: textIn(row, 'verbal_name') ?? type,
      team_id: database.idOf('user_management_team', textIn(row, 'team_id')),
      type,
      link,
      heartbeat: timeout === undefined ? null : { link: `${link}heartbeat/`, timeout_seconds: timeout },
      maintenance_mode: MAINTENANCE[numberIn(row, 'maintenance_mode') ?? -1] ?? null,
      maintenance_started_at: start,
      maintenance_end_at: end,
      default_route: null,
      templates: templatesIn(row),
    });
  });
}

/** Columns such as `web_title_template`. */
function templatesIn(row: DatabaseRow): Record<string, string> {
  return Object.fromEntries(
    Object.keys(row)
      .filter((column) => column.endsWith('_template'))
      .flatMap((column) => {
        const text = textIn(row, column);
        const name = column.replace(/_template$/, '').replace('grouping_id', 'grouping_key');
        return text === null ? [] : [[name, text]];
      }),
  );
}

export function routesOf(database: OncallDatabase): PagerObject[] {
  return database.rows('alerts_channelfilter').flatMap((row) => {
    const integration = database.idOf('alerts_alertreceivechannel', textIn(row, 'alert_receive_channel_id'));
    return integration === null
      ? []
      : object('routes', row, {
          integration_id: integration,
          escalation_chain_id: database.idOf('alerts_escalationchain', textIn(row, 'escalation_chain_id')),
          routing_type: ROUTING[numberIn(row, 'filtering_term_type') ?? 0] ?? null,
          routing_regex: textIn(row, 'filtering_term'),
          filtering_labels: jsonIn(row, 'filtering_labels'),
          position: numberIn(row, 'order') ?? 0,
          is_the_last_route: isSet(row, 'is_default'),
        });
  });
}

export function webhooksOf(database: OncallDatabase): PagerObject[] {
  return database
    .rows('webhooks_webhook')
    .flatMap((row) => object('webhooks', row, { name: textIn(row, 'name') ?? '' }));
}
