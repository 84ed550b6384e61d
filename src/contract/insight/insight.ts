/** Defines **insights**: figures of a period, with what they are of and what they leave out (docs/insights.md). */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant } from '#contract/base/scalars';
import { BREAKDOWN_KINDS, FIGURE_KEYS } from '#domain/insight/figure';
import { ALERT_PROPOSALS } from '#domain/insight/incident/proposal';

const count = z.int();

export const figureWire = strict({
  key: z.enum(FIGURE_KEYS),
  /** null: there is nothing to compute it from, or the group is too small. */
  value: z.number().nullable(),
  unit: z.enum(['count', '%', 's', 'h', 'points', 'ratio', 'per 12 h']),
  /** How many incidents, attempts, pieces of work or people it is of. */
  n: count,
  leftOut: strict({ test: count, merged: count, maintenance: count, shadow: count }),
  definition: z.string(),
});

export const figureGroup = strict({
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

export const INSIGHT_PROBLEMS = ['no-data', 'unknown-zone', 'person-gone', 'integration-gone', 'cut-off'] as const;

/** What the figures had to do without; the rest is computed. */
export const insightProblem = strict({
  code: z.enum(INSIGHT_PROBLEMS),
  /** The person or the integration. */
  id: z.string().nullable(),
  text: z.string(),
});

export const insight = strict({
  from: instant,
  to: instant,
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
export type InsightProblem = z.output<typeof insightProblem>;
export type InsightWire = z.output<typeof insight>;
export type InsightQuery = z.output<typeof insightQuery>;

export const INSIGHT_CHAPTERS = ['me', 'team', 'alerts', 'pager'] as const;
export type InsightChapter = (typeof INSIGHT_CHAPTERS)[number];
