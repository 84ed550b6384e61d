/** Defines what is read of PagerDuty's objects. Fields that nothing here needs are kept in the snapshot and not looked at. */
import { z } from 'zod';
import { list, text } from '../shared/fields.ts';

export const reference = z.looseObject({
  id: text,
  type: text.nullish(),
  summary: text.nullish(),
  name: text.nullish(),
});

export const pagerdutyUser = z.looseObject({
  id: text,
  name: text,
  email: text.nullish(),
  time_zone: text.nullish(),
  contact_methods: list(
    z.looseObject({
      id: text,
      type: text,
      label: text.nullish(),
      address: text.nullish(),
      country_code: z.union([z.number(), text]).nullish(),
      enabled: z.boolean().nullish(),
      blacklisted: z.boolean().nullish(),
    }),
  ),
  notification_rules: list(
    z.looseObject({
      start_delay_in_minutes: z.number().nullish(),
      urgency: text.nullish(),
      contact_method: z.looseObject({ id: text }).nullish(),
    }),
  ),
});
export type PagerdutyUser = z.output<typeof pagerdutyUser>;

export const pagerdutyTeam = z.looseObject({ id: text, name: text });
export const pagerdutyMembers = z.looseObject({
  id: text,
  members: list(z.looseObject({ user: reference, role: text.nullish() })),
});
export type PagerdutyMembers = z.output<typeof pagerdutyMembers>;

const restriction = z.looseObject({
  type: text,
  start_time_of_day: text,
  duration_seconds: z.number(),
  start_day_of_week: z.number().nullish(),
});

const pagerdutyLayer = z.looseObject({
  id: text,
  name: text.nullish(),
  start: text,
  end: text.nullish(),
  rotation_virtual_start: text,
  rotation_turn_length_seconds: z.number(),
  users: list(z.looseObject({ user: reference })),
  restrictions: list(restriction),
});
export type PagerdutyLayer = z.output<typeof pagerdutyLayer>;

export const pagerdutySchedule = z.looseObject({
  id: text,
  name: text,
  time_zone: text,
  teams: list(reference),
  schedule_layers: list(pagerdutyLayer),
});
export type PagerdutySchedule = z.output<typeof pagerdutySchedule>;

const member = z.looseObject({ type: text, user_id: text.nullish() });
const moment = z.looseObject({ date_time: text, time_zone: text.nullish() });

const shiftEvent = z.looseObject({
  id: text.nullish(),
  name: text.nullish(),
  start_time: moment,
  end_time: moment,
  effective_since: text.nullish(),
  effective_until: text.nullish(),
  recurrence: list(text),
  assignment_strategy: z.looseObject({ type: text, shifts_per_member: z.int().nullish(), members: list(member) }),
});
export type ShiftEvent = z.output<typeof shiftEvent>;

/** A shift-based schedule (`/v3/schedules`). */
export const shiftSchedule = z.looseObject({
  id: text,
  name: text,
  time_zone: text,
  teams: list(reference),
  rotations: list(z.looseObject({ id: text, name: text.nullish(), events: list(shiftEvent) })),
});
export type ShiftSchedule = z.output<typeof shiftSchedule>;

export const pagerdutyOverride = z.looseObject({ id: text, start: text, end: text, user: reference.nullish() });
export type PagerdutyOverride = z.output<typeof pagerdutyOverride>;

export const shiftOverride = z.looseObject({
  id: text,
  start_time: text,
  end_time: text,
  rotation_id: text.nullish(),
  custom_shift_id: text.nullish(),
  overridden_member: member.nullish(),
  overriding_member: member.nullish(),
});
export const customShift = z.looseObject({
  id: text,
  start_time: text,
  end_time: text,
  assignments: list(z.looseObject({ member })),
});

/** One answer: of a schedule, or of its overrides or custom shifts. */
export const pagerdutyAnswer = z.looseObject({
  schedule: z
    .looseObject({
      final_schedule: z
        .looseObject({
          rendered_schedule_entries: list(z.looseObject({ start: text, end: text, user: reference })),
          computed_shift_assignments: list(z.looseObject({ start_time: text, end_time: text, member })),
        })
        .nullish(),
    })
    .nullish(),
  overrides: list(z.union([pagerdutyOverride, shiftOverride])),
  custom_shifts: list(customShift),
});

export const pagerdutyPolicy = z.looseObject({
  id: text,
  name: text,
  num_loops: z.int().nullish(),
  teams: list(reference),
  escalation_rules: list(
    z.looseObject({
      id: text,
      escalation_delay_in_minutes: z.number(),
      /** A text in the schema, an object or a list in examples. */
      escalation_rule_assignment_strategy: z.unknown().optional(),
      targets: list(reference),
    }),
  ),
});
export type PagerdutyPolicy = z.output<typeof pagerdutyPolicy>;
export type EscalationRule = PagerdutyPolicy['escalation_rules'][number];

const urgencyRule = z.looseObject({ type: text.nullish(), urgency: text.nullish() });

export const pagerdutyService = z.looseObject({
  id: text,
  name: text,
  status: text.nullish(),
  acknowledgement_timeout: z.number().nullish(),
  auto_resolve_timeout: z.number().nullish(),
  alert_grouping_parameters: z.looseObject({ type: text.nullish() }).nullish(),
  escalation_policy: reference.nullish(),
  teams: list(reference),
  incident_urgency_rule: z
    .looseObject({
      type: text.nullish(),
      urgency: text.nullish(),
      during_support_hours: urgencyRule.nullish(),
      outside_support_hours: urgencyRule.nullish(),
    })
    .nullish(),
  support_hours: z
    .looseObject({ time_zone: text, start_time: text, end_time: text, days_of_week: list(z.int()) })
    .nullish(),
  scheduled_actions: list(
    z.looseObject({ to_urgency: text.nullish(), at: z.looseObject({ name: text.nullish() }).nullish() }),
  ),
  integrations: list(
    z.looseObject({
      id: text,
      type: text.nullish(),
      name: text.nullish(),
      summary: text.nullish(),
      integration_key: text.nullish(),
      integration_email: text.nullish(),
    }),
  ),
});
export type PagerdutyService = z.output<typeof pagerdutyService>;

export const maintenanceWindow = z.looseObject({
  id: text,
  description: text.nullish(),
  start_time: text,
  end_time: text,
  services: list(reference),
});

export const orchestration = z.looseObject({ id: text, name: text });

/** A page of a classic list. */
export const classicPage = z.looseObject({
  offset: z.int().nullish(),
  limit: z.int().nullish(),
  more: z.boolean().nullish(),
});
/** A page of a list of v3. */
export const cursorPage = z.looseObject({ next_cursor: text.nullish() });
