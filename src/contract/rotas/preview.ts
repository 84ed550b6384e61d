/** Defines previews: what a policy would do, where an alert would go, what an edit of a rota changes. */
import { z } from 'zod';
import { FINDING_KINDS } from '#domain/rota/health/model';
import { SHOWN_ABSENCE_KINDS } from '#domain/rota/model';
import { optional, strict } from '#contract/base/schema';
import { addProblem } from '#contract/base/why';
import { id, instant, labels, login, name, severity, urgency } from '#contract/base/scalars';
import { draftRoutes, usableDraft } from '#contract/integrations/received';
import { segment } from '#contract/rotas/on-call';
import { unreadable } from '#contract/unreadable';
import { escalationPolicy } from '#contract/paging/policy';
import { rota } from '#contract/rotas/rota';

const previewAlert = strict({
  title: name.default('Example alert'),
  severity: severity.default('error'),
  labels: labels.default({}),
});

/** `POST policies/preview`: a saved policy by its id, or a draft. */
export const policyPreviewRequest = strict({
  policy: z.union([id, escalationPolicy]),
  /** Default: now. */
  at: instant.optional(),
  alert: previewAlert.default({ title: 'Example alert', severity: 'error', labels: {} }),
});

export const previewPerson = strict({
  user: login,
  urgency,
  /** The end of the quiet hours that hold the page. */
  heldUntil: instant.nullable(),
  /** In order; empty: nothing reaches the person. */
  methods: z.array(strict({ method: z.string(), type: z.string(), at: instant })),
});

export const previewEntry = strict({
  at: instant,
  kind: z.string(),
  text: z.string(),
  /** As in the timeline of an incident: `src/contract/reasons/timeline.ts`. */
  reason: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  step: z.int().nullable(),
  pass: z.int().nullable(),
  people: z.array(previewPerson),
  channels: z.array(id),
});

export const escalationPreview = strict({
  entries: z.array(previewEntry),
  /** `exhausted`: everybody was paged. `cut`: it continues beyond what is shown. */
  ends: z.enum(['exhausted', 'cut']),
  endsAt: instant,
});

/** `POST integrations/:id/test`: what a payload would cause; with `send`, a test incident really opens. */
export const integrationTest = strict({
  /** As the monitor sends it: JSON, or form fields as an object. Default: an example of the kind. */
  payload: z.unknown().optional(),
  at: instant.optional(),
  send: z.boolean().default(false),
  /** A test that is sent pages like a real alert. */
  page: z.boolean().default(false),
  /** In place of the saved routes, if nothing is sent. */
  routes: draftRoutes.optional(),
}).superRefine((value, ctx) => {
  usableDraft(value, ctx);
  if (value.send && value.routes !== undefined) {
    addProblem(ctx, ['routes'], 'has no place beside send: a test that is sent takes the saved routes', {
      reason: 'not-with',
      data: { field: 'send' },
    });
  }
});

const testedAlert = strict({
  fingerprint: z.string(),
  groupKey: z.string(),
  status: z.string(),
  severity: severity.nullable(),
  title: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  /** Each route in order: taken, or why not. */
  routes: z.array(
    strict({ route: z.int(), result: z.enum(['taken', 'no-match', 'outside-hours', 'too-heavy', 'not-reached']) }),
  ),
  /** From 1; null: the default route. */
  route: z.int().nullable(),
  policy: id.nullable(),
  team: id.nullable(),
  urgency: urgency.nullable(),
  drop: z.boolean(),
  /** The integration that would receive it as its heartbeat. */
  heartbeat: id.nullable(),
  /** The end of the maintenance that holds paging. */
  holdUntil: instant.nullable(),
  reason: z.string(),
  /** The open incident that the alert would join. */
  joins: strict({ id, number: z.int() }).nullable(),
  /** What would happen if nobody answered; null: nothing opens. */
  escalation: escalationPreview.nullable(),
});

export const integrationTestAnswer = strict({
  at: instant,
  alerts: z.array(testedAlert),
  /** Incidents that a sent test opened. */
  incidents: z.array(id),
});

/** `POST rotas/preview`. */
export const rotaPreviewRequest = strict({
  rota,
  from: instant,
  to: instant,
  /** When the edit would take effect; absent or in the past: now. */
  holdsFrom: instant.optional(),
  /** Logins that count as known, for rotas of people who are not in Vigie yet. */
  newUsers: z.array(login).max(10_000).default([]),
});

const span = { start: instant, end: instant };
const dutyChange = strict({ user: login, ...span });

const rotaDiff = strict({
  gains: z.array(dutyChange),
  losses: z.array(dutyChange),
  newGaps: z.array(strict(span)),
  closedGaps: z.array(strict(span)),
  newConflicts: z.array(dutyChange),
  /** Everybody whose time on call changes. */
  mustTell: z.array(login),
});

/** The values in `why`, for translations; each kind has its own. */
const findingDetails = strict({
  noLayers: z.boolean(),
  absences: z.array(z.enum(SHOWN_ABSENCE_KINDS)),
  otherRota: z.string(),
  unknownUser: z.boolean(),
  percent: z.number(),
  measure: z.enum(['total', 'nights', 'weekends', 'holidays']),
  hours: z.number(),
  average: z.number(),
  days: z.number(),
  calendar: z.string(),
  readHoursAgo: z.number().nullable(),
  failure: z.string().nullable(),
}).partial();

export const finding = strict({
  kind: z.enum(FINDING_KINDS),
  ...span,
  users: z.array(login),
  why: z.string(),
  details: findingDetails.optional(),
});

export const rotaPreview = strict({ segments: z.array(segment), diff: rotaDiff, findings: z.array(finding) });

/** `GET rotas/:id/health`. */
export const rotaHealth = strict({
  /** 0–100, and the deductions. */
  score: z.number(),
  /** `kind` says why, with `data`; `why` is the same for people. */
  reasons: z.array(
    strict({
      kind: z.enum(FINDING_KINDS),
      points: z.number(),
      why: z.string(),
      data: strict({ percent: z.number(), people: z.int(), findings: z.int() }),
    }),
  ),
  findings: z.array(finding),
  /** The load of each person. */
  people: z.array(z.record(z.string(), z.unknown())),
});

export const rotaVersion = strict({
  version: z.int(),
  /** null: from the beginning of time. */
  holdsFrom: instant.nullable(),
  savedAt: instant,
  /** null: a file. */
  savedBy: z.string().nullable(),
  /** null: it was deleted, or cannot be read. */
  rota: rota.nullable(),
  /** Why it cannot be read; null: it can, or was deleted. */
  unreadable: unreadable.nullable(),
});

/** `GET deleted-rotas`: rotas that can be restored from their versions. */
export const deletedRota = strict({
  id,
  name: z.string(),
  team: id.nullable(),
  deletedAt: instant,
  deletedBy: z.string().nullable(),
});

/** Every kind of message that Vigie sends. */
export const MESSAGE_PREVIEWS = [
  'page',
  'update',
  'status',
  'storm',
  'test',
  'verify',
  'onCall',
  'handoff',
  'swap',
  'digest',
  'lost',
  'outage',
  'release',
  'whenStopped',
  'releases',
  'statement',
  'hr',
  'programme',
  'advice',
  'month',
] as const;

/** `POST messages/preview`: how a message reads. */
export const messagePreviewRequest = strict({
  /**
   * `status`: an update to a subscriber; `storm`: several updates in one; `verify`: a code; `handoff`: a duty ends;
   * `digest`: the weekly letter; `lost`: a contact method failed for good; `outage`: a channel is down; `release`: the
   * person's start moved; `whenStopped`: the question when they stopped; `releases`: to managers, whose start moved;
   * `statement`: the document of a month is ready; `hr`: an Admin named themselves HR; `programme`: duty to come;
   * `advice`: to managers on Monday; `month`: to managers of a team, each month.
   */
  kind: z.enum(MESSAGE_PREVIEWS).default('page'),
  update: z
    .enum([
      'acknowledged',
      'unacknowledged',
      'resolved',
      'reopened',
      'snoozed',
      'severity',
      'confirm',
      'exhausted',
      'reassigned',
      'merged',
      'note',
      'opened',
      'escalated',
    ])
    .default('acknowledged'),
  language: z.enum(['en', 'fr']).default('en'),
  timeZone: z.string().max(64).default('UTC'),
  urgency: urgency.default('default'),
  /** The incident in the message; default: an example. */
  incident: optional(id),
});

export const messagePreview = strict({
  subject: z.string(),
  /** As an SMS. */
  short: z.string(),
  text: z.string(),
});
