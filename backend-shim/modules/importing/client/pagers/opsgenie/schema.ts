/** Defines what is read of Opsgenie's objects. Fields that nothing here needs are kept in the snapshot and not looked at. */
import { z } from 'zod';
import { list, text } from '../shared/fields.ts';

/** Backups may have epoch milliseconds where the API has ISO texts. */
const when = z
  .union([text, z.number()])
  .transform((value) => (typeof value === 'number' ? new Date(value).toISOString() : value));
const recipient = z.looseObject({
  type: text,
  id: text.nullish(),
  name: text.nullish(),
  username: text.nullish(),
});
export type OpsgenieRecipient = z.output<typeof recipient>;
const amount = z.looseObject({ timeAmount: z.number(), timeUnit: text.nullish() });

export const opsgenieUser = z.looseObject({
  id: text,
  username: text,
  fullName: text.nullish(),
  timeZone: text.nullish(),
  userContacts: list(
    z.looseObject({
      id: text.nullish(),
      contactMethod: text.nullish(),
      method: text.nullish(),
      to: text,
      enabled: z.boolean().nullish(),
      status: z.looseObject({ enabled: z.boolean().nullish() }).nullish(),
    }),
  ),
});
export type OpsgenieUser = z.output<typeof opsgenieUser>;

export const opsgenieRules = z.looseObject({
  id: text,
  rules: list(
    z.looseObject({
      id: text,
      name: text.nullish(),
      actionType: text,
      enabled: z.boolean().nullish(),
      criteria: z.looseObject({ type: text }).nullish(),
      steps: list(
        z.looseObject({
          contact: z.looseObject({ method: text, to: text }),
          sendAfter: amount.nullish(),
          enabled: z.boolean().nullish(),
        }),
      ),
    }),
  ),
});

export type UserRules = z.output<typeof opsgenieRules>['rules'];

export const opsgenieTeam = z.looseObject({
  id: text,
  name: text,
  members: list(z.looseObject({ user: z.looseObject({ id: text, username: text.nullish() }), role: text.nullish() })),
});
export type OpsgenieTeam = z.output<typeof opsgenieTeam>;

export const routingRules = z.looseObject({
  id: text,
  rules: list(
    z.looseObject({
      id: text,
      name: text.nullish(),
      isDefault: z.boolean().nullish(),
      order: z.number().nullish(),
      criteria: z.looseObject({ type: text }).nullish(),
      timeRestriction: z.unknown().optional(),
      notify: recipient.nullish(),
    }),
  ),
});
export type RoutingRule = z.output<typeof routingRules>['rules'][number];

const hours = { startHour: z.int(), startMin: z.int(), endHour: z.int(), endMin: z.int() };
const opsgenieRotation = z.looseObject({
  id: text,
  name: text.nullish(),
  startDate: when,
  endDate: when.nullish(),
  type: text,
  length: z.int().nullish(),
  participants: list(recipient),
  timeRestriction: z
    .looseObject({
      type: text,
      restriction: z.looseObject(hours).nullish(),
      restrictions: list(z.looseObject({ ...hours, startDay: text, endDay: text })),
    })
    .nullish(),
});
export type OpsgenieRotation = z.output<typeof opsgenieRotation>;

export const opsgenieSchedule = z.looseObject({
  id: text,
  name: text,
  timezone: text.nullish(),
  enabled: z.boolean().nullish(),
  ownerTeam: z.looseObject({ id: text, name: text.nullish() }).nullish(),
  rotations: list(opsgenieRotation),
});
export type OpsgenieSchedule = z.output<typeof opsgenieSchedule>;

const opsgenieOverride = z.looseObject({
  alias: text,
  user: recipient.nullish(),
  startDate: when,
  endDate: when,
  rotations: list(z.looseObject({ id: text })),
});
export type OpsgenieOverride = z.output<typeof opsgenieOverride>;

export const forwardingRule = z.looseObject({
  alias: text.nullish(),
  id: text.nullish(),
  fromUser: z.looseObject({ id: text }),
  toUser: z.looseObject({ id: text }),
  startDate: when,
  endDate: when,
});
export type ForwardingRule = z.output<typeof forwardingRule>;

const period = z.looseObject({
  startDate: when,
  endDate: when,
  type: text.nullish(),
  recipient: recipient.nullish(),
  flattenedRecipients: list(recipient),
});
export type TimelinePeriod = z.output<typeof period>;

/** One answer: a timeline, or the overrides of the schedule. */
export const opsgenieAnswer = z.looseObject({
  data: z.union([
    z.looseObject({
      finalTimeline: z.looseObject({ rotations: list(z.looseObject({ id: text.nullish(), periods: list(period) })) }),
    }),
    z.array(opsgenieOverride),
  ]),
});

export const opsgenieEscalation = z.looseObject({
  id: text,
  name: text,
  ownerTeam: z.looseObject({ id: text }).nullish(),
  rules: list(
    z.looseObject({
      condition: text.nullish(),
      notifyType: text.nullish(),
      delay: amount,
      recipient,
    }),
  ),
  repeat: z
    .looseObject({
      waitInterval: z.number().nullish(),
      count: z.int().nullish(),
      closeAlertAfterAll: z.boolean().nullish(),
    })
    .nullish(),
});
export type OpsgenieEscalation = z.output<typeof opsgenieEscalation>;
export type EscalationStep = OpsgenieEscalation['rules'][number];

export const opsgenieIntegration = z.looseObject({
  id: text,
  name: text,
  type: text,
  enabled: z.boolean().nullish(),
  apiKey: text.nullish(),
  ownerTeam: z.looseObject({ id: text }).nullish(),
  teamId: text.nullish(),
});
export const opsgenieHeartbeat = z.looseObject({
  name: text,
  interval: z.number(),
  intervalUnit: text,
  enabled: z.boolean().nullish(),
  ownerTeam: z.looseObject({ id: text }).nullish(),
});
export const notificationPolicy = z.looseObject({
  id: text,
  name: text,
  teamId: text.nullish(),
  enabled: z.boolean().nullish(),
  filter: z.looseObject({ type: text }).nullish(),
  timeRestrictions: z.looseObject({ type: text, restriction: z.looseObject(hours).nullish() }).nullish(),
  /** Of JSM only. */
  timeZone: text.nullish(),
  delayAction: z
    .looseObject({ delayOption: text, untilHour: z.int().nullish(), untilMinute: z.int().nullish() })
    .nullish(),
});
export type NotificationPolicy = z.output<typeof notificationPolicy>;
export const opsgeniePolicy = z.looseObject({
  id: text,
  name: text,
  type: text.nullish(),
  enabled: z.boolean().nullish(),
});
export const opsgenieMaintenance = z.looseObject({
  id: text,
  description: text.nullish(),
  status: text.nullish(),
  time: z.looseObject({ startDate: when, endDate: when }),
  rules: list(z.looseObject({ entity: z.looseObject({ id: text, type: text }) })),
});
