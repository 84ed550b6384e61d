/** Defines **replays**: a past period gone through again with a draft, and both nights compared. */
import { z } from 'zod';
import { DIFFERENCES } from '#domain/replay/compare';
import { instant, urgency } from '#contract/base/scalars';
import { strict } from '#contract/base/schema';
import { config } from '#contract/config';
import type { Config } from '#contract/config';

/** Kinds that a draft may state; each object replaces the one of its id for the whole period. */
export const DRAFT_KINDS = [
  'users',
  'teams',
  'absences',
  'rotas',
  'timeWindows',
  'escalationPolicies',
  'maintenances',
  'integrations',
] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

const { users, teams, absences, rotas, timeWindows, escalationPolicies, maintenances, integrations } = config.shape;

const replayDraft = strict({
  users,
  teams,
  absences,
  rotas,
  timeWindows,
  escalationPolicies,
  maintenances,
  integrations,
});
export type ReplayDraft = Pick<Config, DraftKind>;

export const replayRequest = strict({
  from: instant,
  /** At most 400 days after `from`; never later than now. */
  to: instant,
  draft: replayDraft,
  /** When people answer who were not paged in truth: after their median, or never. */
  answers: z.enum(['median', 'never']).default('median'),
});
export type ReplayRequest = z.output<typeof replayRequest>;

const page = strict({
  at: instant,
  urgency,
  /** Types of the contact methods that were used, in order. */
  methods: z.array(z.string()),
  /** null: nothing arrived. Only of people whose figures the reader may read, as with `woken`. */
  reachedAt: instant.nullable().optional(),
  /** Likewise. */
  atNight: z.boolean().optional(),
});

const both = <Schema extends z.ZodType>(schema: Schema) => strict({ before: schema, after: schema });

/**
 * What could not be gone through, by name; the rest was. `repeats-unknown`: by the draft the integration resolves what comes
 * no more; while it did not in truth, nobody recorded when alerts came again, so that incidents end sooner than they would have.
 */
export const REPLAY_PROBLEMS = [
  'no-data',
  'integration-gone',
  'person-erased',
  'unreadable',
  'failed-part',
  'repeats-unknown',
] as const;

const replayProblem = strict({
  reason: z.enum(REPLAY_PROBLEMS),
  /** The kind and id of the object; empty where there is none. */
  kind: z.string(),
  id: z.string(),
});

/** Incidents that are not gone through again, by cause. */
const LEFT_OUT = ['earlier', 'by-hand', 'merged', 'silenced', 'shadow'] as const;

export const replayResult = strict({
  alerts: z.int(),
  /** Those that differ; of people whose figures the reader may read, the others, too. */
  pages: z.array(
    strict({
      incident: z.string(),
      user: z.string(),
      before: page.nullable(),
      after: page.nullable(),
      /** The difference comes after an answer that nobody gave in truth, to the same incident. */
      supposed: z.boolean().default(false),
    }),
  ),
  /** Pages beyond those listed. */
  pagesLeftOut: z.int(),
  incidents: z.array(strict({ id: z.string(), title: z.string(), openedAt: instant })),
  more: z.int(),
  fewer: z.int(),
  changed: z.int(),
  /** Times at which people were woken between 22:00 and 08:00 where they live; pages within a minute are one. */
  interruptions: both(z.int()),
  /**
   * The same of each person, by login, as far as the reader may read that person's figures: their own, as a manager those
   * of people of their team, of people with a work profile those in charge of the unit.
   */
  woken: z.array(strict({ user: z.string(), before: z.int(), after: z.int() })).default([]),
  /** First answers of incidents that both nights have: sooner, later, only without the draft, only with it. */
  answers: strict({ sooner: z.int(), later: z.int(), lost: z.int(), gained: z.int() }).default({
    sooner: 0,
    later: 0,
    lost: 0,
    gained: 0,
  }),
  /** Answers that the replay had to suppose, since nobody gave them in truth, and how many of the pages that differ come after one. */
  supposed: strict({ answers: z.int(), pages: z.int() }).default({ answers: 0, pages: 0 }),
  nightPages: both(z.int()),
  /** The most night pages of one person. */
  mostNightPages: both(z.int()),
  /** Incidents of which everybody was told, and that nobody ever answered. */
  unanswered: both(z.array(z.string())),
  /** Incidents of which every page failed, or that had nobody to page. */
  unreached: both(z.array(z.string())),
  first: strict({ at: instant, incident: z.string(), user: z.string(), reason: z.enum(DIFFERENCES) }).nullable(),
  /** Pages that happened, and how many of them the replay without the draft gives again at the same time. */
  reproduced: strict({ pages: z.int(), same: z.int() }),
  leftOut: z.record(z.enum(LEFT_OUT), z.int()),
  problems: z.array(replayProblem),
});
export type ReplayResultWire = z.output<typeof replayResult>;

export const replayWire = strict({
  id: z.string(),
  from: instant,
  to: instant,
  answers: z.enum(['median', 'never']),
  createdAt: instant,
  createdBy: z.string(),
  /** `stopped`: the sidecar that ran it ended. */
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  /** From 0 to 1. */
  progress: z.number(),
  /** Versions are complete from here on; null: for the whole period. */
  exactSince: instant.nullable(),
  result: replayResult.nullable(),
});
export type ReplayWire = z.output<typeof replayWire>;
