/** Defines **rests**: planned starts that moved because a rest was not complete (*releases*). */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login } from '#contract/base/scalars';
import { pageQuery } from '#contract/list';
import { REST_STATES } from '#domain/labour/facts/model';
import type { RestRecord } from '#domain/labour/facts/model';

export const rest = strict({
  id,
  user: login,
  unit: id,
  plannedAt: instant,
  earliestAt: instant,
  rule: z.enum(['restDaily', 'restWeekly']),
  /** Ids of interventions. */
  causes: z.array(id),
  /** Whether an assumed end is among its causes. */
  provisional: z.boolean(),
  state: z.enum(REST_STATES),
  /** null: the release counts as kept. */
  startedAt: instant.nullable(),
});

/** A rest as computed now; it may not be recorded yet. */
export const upcomingRest = rest.omit({ id: true });

/** Asks for rests whose planned start lies in the range, usually from 31 days ago to 8 days ahead. */
export const restQuery = strict({
  unit: id.optional(),
  user: login.optional(),
  from: instant.optional(),
  to: instant.optional(),
  ...pageQuery,
});

/** `POST labour/rests/:id/started`: "I began at …". */
export const restStarted = strict({ at: instant });

export type RestWire = z.output<typeof rest>;
export type UpcomingRestWire = z.output<typeof upcomingRest>;

export function fromRest(record: RestRecord & { id: string; user: string; unit: string }): RestWire {
  const { plannedAt, earliestAt, startedAt, causes, ...same } = record;
  return {
    ...same,
    causes: [...causes],
    plannedAt: new Date(plannedAt).toISOString(),
    earliestAt: new Date(earliestAt).toISOString(),
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
  };
}
