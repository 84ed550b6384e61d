/** Defines what is read of GoAlert's objects. Fields that nothing here needs are kept in the snapshot and not looked at. */
import { z } from 'zod';
import { list, text } from '../shared/fields.ts';

export const goalertUser = z.looseObject({
  id: text,
  name: text,
  email: text.nullish(),
  contactMethods: list(
    z.looseObject({
      id: text,
      name: text,
      dest: z.looseObject({ type: text, args: z.record(z.string(), z.string()) }),
      disabled: z.boolean(),
      pending: z.boolean(),
    }),
  ),
  notificationRules: list(z.looseObject({ delayMinutes: z.number(), contactMethodID: text })),
});
export type GoalertUser = z.output<typeof goalertUser>;

export const goalertRotation = z.looseObject({
  id: text,
  name: text,
  timeZone: text,
  start: text,
  type: z.enum(['hourly', 'daily', 'weekly', 'monthly']),
  shiftLength: z.int().positive(),
  activeUserIndex: z.int(),
  userIDs: list(text),
  nextHandoffTimes: list(text),
});
export type GoalertRotation = z.output<typeof goalertRotation>;

const targetRef = z.looseObject({ id: text, type: text });
const rule = z.looseObject({ start: text, end: text, weekdayFilter: z.array(z.boolean()).length(7) });

export const goalertSchedule = z.looseObject({
  id: text,
  name: text,
  timeZone: text,
  targets: list(z.looseObject({ target: targetRef, rules: list(rule) })),
  temporarySchedules: list(
    z.looseObject({ start: text, end: text, shifts: list(z.looseObject({ userID: text, start: text, end: text })) }),
  ),
});
export type GoalertSchedule = z.output<typeof goalertSchedule>;
export type GoalertTarget = GoalertSchedule['targets'][number];

export const goalertPolicy = z.looseObject({
  id: text,
  name: text,
  repeat: z.int(),
  steps: list(
    z.looseObject({
      stepNumber: z.int(),
      delayMinutes: z.number(),
      actions: list(z.looseObject({ type: text, args: z.record(z.string(), z.string()) })),
      /** Of older servers. */
      targets: list(targetRef),
    }),
  ),
});
export type GoalertPolicy = z.output<typeof goalertPolicy>;

export const goalertService = z.looseObject({
  id: text,
  name: text,
  escalationPolicyID: text.nullish(),
  maintenanceExpiresAt: text.nullish(),
  integrationKeys: list(z.looseObject({ id: text, name: text, type: text, href: text })),
  heartbeatMonitors: list(
    z.looseObject({ id: text, name: text, timeoutMinutes: z.number(), href: text, muted: text.nullish() }),
  ),
});
export type GoalertService = z.output<typeof goalertService>;

const goalertOverride = z.looseObject({
  id: text,
  start: text,
  end: text,
  addUserID: text.nullish(),
  removeUserID: text.nullish(),
  target: targetRef.nullish(),
});
export type GoalertOverride = z.output<typeof goalertOverride>;

export const goalertAnswer = z.looseObject({
  schedule: z
    .looseObject({ id: text, shifts: list(z.looseObject({ userID: text, start: text, end: text })) })
    .nullable(),
  userOverrides: z.looseObject({
    nodes: list(goalertOverride),
    pageInfo: z.looseObject({ endCursor: text.nullish(), hasNextPage: z.boolean() }),
  }),
});

const page = z.looseObject({
  nodes: list(z.looseObject({ id: text })),
  pageInfo: z.looseObject({ endCursor: text.nullish(), hasNextPage: z.boolean() }),
});

/** One answer to the list document: a page of each list. */
export const goalertPage = z.looseObject({
  users: page,
  rotations: page,
  schedules: page,
  escalationPolicies: page,
  services: page,
});

/** GraphQL's envelope. */
export const graphqlAnswer = z.looseObject({
  data: z.unknown(),
  errors: list(z.looseObject({ message: text, extensions: z.looseObject({ code: text.nullish() }).nullish() })),
});
