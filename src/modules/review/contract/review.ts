/**
 * Defines the **review** of an incident: what people write afterwards about what happened, why, and what is to be done.
 * A review commands nothing. `GET|PUT incidents/:id/review`, `GET review-actions`.
 */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, instant, login, name, severity, text } from '#contract/base/scalars';
import { flag, pageQuery } from '#contract/list';
import { localDate } from '#contract/time/local-date';
import { sections } from '#modules/review/contract/template';
import { ENTRY_GROUPS } from '#modules/review/domain/entries';

const MOST_ACTIONS = 50;
const MOST_LEFT_OUT = 5000;

const reviewState = z.enum(['draft', 'complete']);

const action = {
  what: name,
  owner: optional(login),
  /** The last day on which it should be done. */
  due: optional(localDate),
  done: z.boolean().default(false),
};

/** `PUT incidents/:id/review`: the whole review. An action without an id is new. */
export const newReview = strict({
  state: reviewState.default('draft'),
  impact: text.default(''),
  cause: text.default(''),
  wentWell: text.default(''),
  more: sections.default([]),
  actions: z
    .array(strict({ id: optional(id), ...action }))
    .max(MOST_ACTIONS)
    .default([]),
  /** Ids of timeline entries that the document leaves out. */
  leftOut: z.array(id).max(MOST_LEFT_OUT).default([]),
});

const reviewAction = strict({
  id,
  what: z.string(),
  owner: z.string().nullable(),
  due: z.string().nullable(),
  done: z.boolean(),
  doneAt: instant.nullable(),
});

const reviewEntry = strict({
  id,
  at: instant,
  group: z.enum(ENTRY_GROUPS),
  kind: z.string(),
  actor: z.string().nullable(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  leftOut: z.boolean(),
  /** Number of the incident that it is of and that was merged into this one; null: of this one. */
  mergedFrom: z.int().nullable(),
});

const personTimes = strict({ user: z.string(), times: z.int() });

/** By the definitions of insights, in ms; null: it did not happen. */
const reviewFacts = strict({
  timeToPage: z.int().nullable(),
  timeToAnswer: z.int().nullable(),
  /** From opened to resolved. */
  duration: z.int().nullable(),
  /** Who was the first to answer. */
  answeredBy: z.string().nullable(),
  /** Of merged incidents, too; in the order of their first page. */
  paged: z.array(personTimes),
  /** Whose sleep was interrupted. */
  woken: z.array(personTimes),
});

/** `GET incidents/:id/review`. `none`: nobody has written it; its texts are those of the template. */
export const reviewAnswer = strict({
  /** Id of the incident. */
  incident: id,
  state: z.enum(['none', ...reviewState.options]),
  impact: z.string(),
  cause: z.string(),
  wentWell: z.string(),
  more: z.array(strict({ title: z.string(), text: z.string() })),
  actions: z.array(reviewAction),
  facts: reviewFacts,
  /** What happened to it and to what was merged into it, in order: alerts, pages, answers, notes and chat. */
  timeline: z.array(reviewEntry),
  /** Whether there is more than the timeline here. */
  cutOff: z.boolean(),
  updatedAt: instant.nullable(),
  updatedBy: z.string().nullable(),
  completedAt: instant.nullable(),
  completedBy: z.string().nullable(),
  /** The caller may write it. */
  mayWrite: z.boolean(),
  /** 0: nobody has written it. */
  version: z.int(),
});

/** As `format`: `json`, `md` or `html`; `language` of the document, else the caller's. */
export const reviewQuery = strict({
  format: z.enum(['json', 'md', 'html']).default('json'),
  language: z.enum(['en', 'fr']).optional(),
});

/** `GET review-actions`: actions of reviews, those that are due first. */
export const reviewActionQuery = strict({
  done: flag.optional(),
  owner: login.optional(),
  /** The caller owns it, or the incident is of one of the caller's teams. */
  mine: flag.optional(),
  ...pageQuery,
});

export const listedAction = reviewAction.extend({
  incident: strict({ id, number: z.int(), title: z.string(), severity, team: id.nullable() }),
  /** The caller may write the review. */
  mayWrite: z.boolean(),
});

export type NewReview = z.output<typeof newReview>;
export type NewReviewInput = z.input<typeof newReview>;
export type ReviewAnswer = z.output<typeof reviewAnswer>;
export type ReviewEntry = z.output<typeof reviewEntry>;
export type ReviewAction = z.output<typeof reviewAction>;
export type ListedAction = z.output<typeof listedAction>;
