/** Defines **incidents**: the body that the API answers, its lists, its timeline, its pages and deliveries. */
import { z } from 'zod';
import { HAD } from '#domain/incident/had';
import type { Had } from '#domain/incident/had';
import { labelList } from '#contract/incidents/labels';
import { commaList, flag, pageQuery } from '#contract/list';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { nextCode } from '#contract/reasons/next';
import { titleReason } from '#contract/reasons/title';
import { incidentRating } from '#contract/incidents/rating';
import { id, instant, labels, login, name, severity, text, urgency } from '#contract/base/scalars';

const INCIDENT_STATES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
export const incidentState = z.enum(INCIDENT_STATES);

const link = strict({ title: z.string(), url: z.string() });

const incident = strict({
  id,
  number: z.int(),
  title: z.string(),
  /** Set if the title is Vigie's own, for translations; null: the title is the monitor's, or a person's. */
  titleReason: titleReason.nullable(),
  description: z.string(),
  severity,
  urgency,
  state: incidentState,
  /** Everybody was paged and nobody answered. */
  exhausted: z.boolean(),
  test: z.boolean(),
  /** null: opened by hand. */
  integration: id.nullable(),
  team: id.nullable(),
  policy: id.nullable(),
  labels: z.record(z.string(), z.string()),
  links: z.array(link),
  /**
   * The silence that covers all firing alerts in the source; nobody is paged until it ends. `source`: name of the
   * integration.
   */
  silence: strict({ by: z.string(), comment: z.string(), until: instant, source: z.string() }).nullable(),
  alerts: strict({ firing: z.int(), total: z.int() }),
  openedAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  snoozedUntil: instant.nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  /** Id of the incident that it was merged into. */
  mergedInto: id.nullable(),
  /** What happens if nobody acts; null: nothing will. */
  next: strict({ at: instant, what: z.string(), reason: nextCode, data: z.record(z.string(), z.unknown()) }).nullable(),
  version: z.int(),
});

/** What the caller may do to it; the sidecar checks again. */
const can = strict({
  note: z.boolean(),
  acknowledge: z.boolean(),
  /** All other commands, and acknowledging in bulk. */
  act: z.boolean(),
});

/** The incident in the API's answers. */
export const incidentAnswer = incident.extend({
  can,
  /**
   * Whether silences in its source stop paging here; false: the integration has no `sync`. null: its source has no
   * silences.
   */
  followsSilences: z.boolean().nullable(),
  /** What people say about whether it was worth waking somebody, oldest first; only where one incident is answered. */
  ratings: z.array(incidentRating).nullish(),
});

/**
 * Orders of the list. `attention`: unanswered, open, acknowledged, snoozed, tests, each by severity and age, then
 * resolved ones. `severity`: the most severe first, then the oldest. `-opened`: the newest first.
 */
export const INCIDENT_SORTS = ['-opened', 'opened', 'severity', 'attention'] as const;

/** `GET incidents`: without `state`, all of them. */
export const incidentQuery = strict({
  state: commaList(incidentState),
  team: commaList(id),
  rota: commaList(id),
  policy: commaList(id),
  integration: commaList(id),
  severity: commaList(severity),
  urgency: commaList(urgency),
  /** `name=value`: all of these. */
  label: labelList,
  /** The name of an alert, as insights know it: what a label says, else the title. */
  alert: z.string().max(1000).optional(),
  /** `true`: those that figures count, without tests and those that were merged, held or in shadow. */
  counted: flag.optional(),
  /** Words in title, description and labels, or a number. */
  q: z.string().max(200).optional(),
  /** The caller was paged for it, or is on call on its policy. */
  mine: flag.optional(),
  /** All of these. */
  had: commaList(z.enum(HAD)),
  /** A page to a person was tried by one of these kinds of channel; what `had` says of pages is said of that one. */
  channel: commaList(id),
  from: instant.optional(),
  to: instant.optional(),
  sort: z.enum(INCIDENT_SORTS).default('-opened'),
  ...pageQuery,
});

/** How many incidents can be chosen at once. */
export const MOST_CHOSEN = 2_000;

/** `GET incidents/matching`: the filters of the list. `limit`: how many are named. */
export const matchingQuery = incidentQuery
  .omit({ cursor: true, limit: true })
  .extend({ limit: z.coerce.number().int().min(0).max(MOST_CHOSEN).default(0) });

/** All incidents that match now. `more`: there are more than are counted. `items`: the first ones, in the order of the list. */
export const matchingAnswer = strict({
  total: z.int(),
  more: z.boolean(),
  items: z.array(strict({ id, number: z.int() })),
});

/** `POST incidents`: pages somebody by hand, by a policy or directly. */
export const newIncident = strict({
  title: name,
  description: text.default(''),
  severity: severity.default('critical'),
  urgency: optional(urgency),
  policy: optional(id),
  users: z.array(login).max(100).default([]),
  team: optional(id),
  labels: labels.default({}),
  /** If set, the answer is 409 `not-available` while somebody among `users` is not available. */
  askIfUnavailable: z.boolean().nullish(),
  /** Unless set, the answer is 409 `in-shadow` if nobody would be paged because of the shadow. */
  evenInShadow: z.boolean().nullish(),
}).superRefine((value, ctx) => {
  if (value.policy === null && value.users.length === 0) {
    addProblem(ctx, ['policy'], 'is missing, and so are users; say who is to be paged', {
      reason: 'at-least-one',
      data: { of: ['policy', 'users'] },
    });
  }
});

/** One thing that happened, readable by a person; append-only. */
export const timelineEntry = strict({
  at: instant,
  kind: z.string(),
  /** Login, `api`, a name the source gave; null: Vigie itself. */
  actor: z.string().nullable(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** One attempt of a delivery and its result. */
const deliveryAttempt = strict({
  at: instant,
  outcome: z.enum(['done', 'retry', 'never']),
  /** From the closed list; null: done. */
  reason: z.string().nullable(),
  detail: z.string(),
});

export const delivery = strict({
  id,
  /** The channel kind: email, webhook… */
  channel: z.string(),
  /** The person's contact method, or the room. */
  method: z.string(),
  state: z.enum(['waiting', 'sending', 'done', 'failed', 'cancelled']),
  /** When it is due, while it is waiting. */
  dueAt: instant.nullable(),
  /** `shadow`: it was decided and not sent. */
  outcome: z.literal('shadow').nullable(),
  /** When it ended; null: it has not. */
  endedAt: instant.nullish(),
  attempts: z.array(deliveryAttempt),
});

/** A page of one responder, or a message to one room, about one incident. */
export const page = strict({
  id,
  user: login.nullable(),
  /** A room defined under `channels`, instead of a person. */
  room: id.nullable(),
  urgency,
  /** From 1; null: a person requested this page. */
  step: z.int().nullable(),
  state: z.enum(['running', 'ended']),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Why it ended. */
  reason: z.string().nullable(),
  deliveries: z.array(delivery),
});

export type IncidentWire = z.output<typeof incident>;
export type IncidentRights = z.output<typeof can>;
export type IncidentAnswer = z.output<typeof incidentAnswer>;
export const INCIDENT_HAD = HAD;
export type IncidentHad = Had;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];
export type MatchingAnswer = z.output<typeof matchingAnswer>;
export type IncidentQuery = z.output<typeof incidentQuery>;
export type TimelineEntryWire = z.output<typeof timelineEntry>;
export type DeliveryWire = z.output<typeof delivery>;
export type PageWire = z.output<typeof page>;
