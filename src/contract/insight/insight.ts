/** Defines **insights**: figures of a period, with what they are of and what they leave out (docs/insights.md). */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, severity, urgency } from '#contract/base/scalars';
import { labelList } from '#contract/incidents/labels';
import { commaList } from '#contract/list';
import { COUNTED_THINGS, FIGURE_KEYS, FIGURE_SUBJECTS } from '#domain/insight/definitions';
import { BREAKDOWN_KINDS, NULL_REASONS } from '#domain/insight/figure';
import { ALERT_PROPOSALS } from '#domain/insight/incident/proposal';

const count = z.int();

const figureWire = strict({
  key: z.enum(FIGURE_KEYS),
  value: z.number().nullable(),
  /** Why there is no value; null: there is one. */
  why: z.enum(NULL_REASONS).nullable(),
  unit: z.enum(['count', '%', 's', 'h', 'points', 'ratio', 'per 12 h']),
  /** How many of `of` it is of. */
  n: count,
  of: z.enum(COUNTED_THINGS),
  /** `load` is of people, the others of incidents. */
  subject: z.enum(FIGURE_SUBJECTS),
  /** People are left out of the sum whose load the reader may not read. */
  partial: z.boolean(),
  /** The query of `GET incidents` that lists exactly the incidents that it is of; null: no list can. */
  behind: strict({ query: z.string(), rows: count }).nullable(),
  leftOut: strict({ test: count, merged: count, maintenance: count, shadow: count }),
  definition: z.string(),
});

const figureGroup = strict({
  by: z.enum(BREAKDOWN_KINDS),
  id: z.string(),
  /** Of `by: alert`; `link` leads to its rule. */
  alert: strict({
    integration: id.nullable(),
    name: z.string(),
    link: z.string().nullable(),
    proposal: z.enum(ALERT_PROPOSALS).nullable(),
  }).nullable(),
  figures: z.array(figureWire),
});

const INSIGHT_PROBLEMS = ['no-data', 'unknown-zone', 'person-gone', 'integration-gone', 'cut-off'] as const;

/** What the figures had to do without; the rest is computed. */
const insightProblem = strict({
  code: z.enum(INSIGHT_PROBLEMS),
  /** The person or the integration. */
  id: z.string().nullable(),
  text: z.string(),
});

/** Whom and what figures are of. */
const population = strict({
  /** `alerts`: those that no person opened; `own`: those that paged the reader. */
  incidents: z.enum(['all', 'alerts', 'own']),
  team: id.nullable(),
  rota: id.nullable(),
  severities: z.array(severity),
  urgencies: z.array(urgency),
  integrations: z.array(id),
  labels: z.record(z.string(), z.string()),
  /** How many people are asked for, and of how many of them the figures of load are; null: there are none. */
  people: strict({ asked: count, counted: count }).nullable(),
});

export const insight = strict({
  from: instant,
  to: instant,
  /** By which periods, months, weeks and days are cut. */
  zone: z.literal('UTC'),
  population,
  figures: z.array(figureWire),
  groups: z.array(figureGroup),
  /** The period before; null: it was not asked for. */
  before: strict({ from: instant, to: instant, figures: z.array(figureWire) }).nullable(),
  problems: z.array(insightProblem),
});

/** The period is usually the last calendar month (UTC) that is over. */
export const insightQuery = strict({
  team: id.optional(),
  rota: id.optional(),
  severity: commaList(severity),
  urgency: commaList(urgency),
  integration: commaList(id),
  /** `name=value`: all of these. */
  label: labelList,
  from: instant.optional(),
  to: instant.optional(),
  /** Also computes the figures of the period before, of the same length. */
  compare: z.enum(['none', 'previous']).default('none'),
  format: z.enum(['json', 'csv']).default('json'),
  /** Of definitions. */
  language: z.enum(['en', 'fr']).default('en'),
});

export type FigureWire = z.output<typeof figureWire>;
export type FigureGroupWire = z.output<typeof figureGroup>;
export type InsightPopulation = z.output<typeof population>;
export type InsightProblem = z.output<typeof insightProblem>;
export type InsightWire = z.output<typeof insight>;
export type InsightQuery = z.output<typeof insightQuery>;

export const INSIGHT_CHAPTERS = ['me', 'team', 'alerts', 'pager'] as const;
export type InsightChapter = (typeof INSIGHT_CHAPTERS)[number];
