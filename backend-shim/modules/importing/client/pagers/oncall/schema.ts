/** Defines what is read of OnCall's objects. Fields that nothing here needs are kept in the snapshot and not looked at. */
import { z } from 'zod';
import { list, text } from '../shared/fields.ts';

/** Seconds that a wait lasts which says nothing of it, in chains and in personal rules. */
export const DEFAULT_WAIT = 300;

export const oncallUser = z.looseObject({
  id: text,
  username: text,
  email: text.nullish(),
  role: text.nullish(),
  timezone: text.nullish(),
  teams: list(text),
  /** Only in the database. */
  phone_number: text.nullish(),
});
export type OncallUser = z.output<typeof oncallUser>;

export const oncallTeam = z.looseObject({ id: text, name: text });
export type OncallTeam = z.output<typeof oncallTeam>;

export const oncallSchedule = z.looseObject({
  id: text,
  name: text,
  /** `web`, `calendar` or `ical`. */
  type: text,
  team_id: text.nullish(),
  time_zone: text.nullish(),
  shifts: list(text),
  ical_url_overrides: text.nullish(),
  enable_web_overrides: z.boolean().nullish(),
});
export type OncallSchedule = z.output<typeof oncallSchedule>;

export const oncallShift = z.looseObject({
  id: text,
  schedule: text.nullish(),
  name: text.nullish(),
  /** `rolling_users`, `recurrent_event`, `single_event` or `override`. */
  type: text,
  time_zone: text.nullish(),
  level: z.int().nullish(),
  /** Times are of the shift's clock, without an offset; `until` is in UTC. */
  start: text,
  rotation_start: text.nullish(),
  until: text.nullish(),
  /** Seconds. */
  duration: z.number(),
  frequency: text.nullish(),
  interval: z.int().nullish(),
  week_start: text.nullish(),
  by_day: list(text),
  by_month: list(z.number()),
  by_monthday: list(z.number()),
  users: list(text),
  rolling_users: list(z.array(text)),
  start_rotation_from_user_index: z.int().nullish(),
});
export type OncallShift = z.output<typeof oncallShift>;

export const oncallSwap = z.looseObject({
  id: text,
  schedule: text,
  swap_start: text,
  swap_end: text,
  created_at: text.nullish(),
  beneficiary: text,
  benefactor: text.nullish(),
  /** `open`, `taken`, `past_due` or `deleted`. */
  status: text.nullish(),
});
export type OncallSwap = z.output<typeof oncallSwap>;

/** One page of `final_shifts`: a row for each person and shift. */
export const finalShifts = z.looseObject({
  results: list(z.looseObject({ user_pk: text, shift_start: text, shift_end: text })),
});

export const oncallChain = z.looseObject({ id: text, name: text, team_id: text.nullish() });
export type OncallChain = z.output<typeof oncallChain>;

export const oncallStep = z.looseObject({
  id: text,
  escalation_chain_id: text,
  position: z.int(),
  type: text.nullish(),
  duration: z.number().nullish(),
  important: z.boolean().nullish(),
  notify_on_call_from_schedule: text.nullish(),
  persons_to_notify: list(text),
  persons_to_notify_next_each_time: list(text),
  team_to_notify: text.nullish(),
  group_to_notify: text.nullish(),
  action_to_trigger: text.nullish(),
  notify_if_time_from: text.nullish(),
  notify_if_time_to: text.nullish(),
  num_alerts_in_window: z.int().nullish(),
  num_minutes_in_window: z.int().nullish(),
});
export type OncallStep = z.output<typeof oncallStep>;

export const oncallIntegration = z.looseObject({
  id: text,
  name: text,
  team_id: text.nullish(),
  type: text,
  link: text.nullish(),
  inbound_email: text.nullish(),
  maintenance_mode: text.nullish(),
  maintenance_started_at: text.nullish(),
  maintenance_end_at: text.nullish(),
  heartbeat: z
    .looseObject({
      link: text.nullish(),
      /** Only in the database. */
      timeout_seconds: z.number().nullish(),
    })
    .nullish(),
  default_route: z.looseObject({ id: text.nullish(), escalation_chain_id: text.nullish() }).nullish(),
  templates: z.record(text, z.unknown()).nullish(),
});
export type OncallIntegration = z.output<typeof oncallIntegration>;

export const oncallRoute = z.looseObject({
  id: text,
  integration_id: text,
  escalation_chain_id: text.nullish(),
  /** `regex`, `jinja2` or `labels`. */
  routing_type: text.nullish(),
  routing_regex: text.nullish(),
  position: z.int(),
  is_the_last_route: z.boolean().nullish(),
});
export type OncallRoute = z.output<typeof oncallRoute>;

export const oncallRule = z.looseObject({
  id: text,
  user_id: text,
  position: z.int(),
  important: z.boolean().nullish(),
  type: text.nullish(),
  duration: z.number().nullish(),
});
export type OncallRule = z.output<typeof oncallRule>;
