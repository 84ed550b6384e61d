/** Puts the list of incidents in order, and continues it behind the last one of a page. */
import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import type { IncidentSort } from '#contract/incidents/incident';

/** Where a page of the list ended. */
export interface ListPosition {
  rank: number;
  place: number;
}

interface ListOrder {
  /** Sorts first; 0 where only the place counts. */
  rank: RawBuilder<number>;
  /** Different for every incident. */
  place: RawBuilder<number>;
}

/**
 * Unanswered, open, acknowledged, snoozed, then tests; resolved ones last. The most severe come first within each group,
 * and the oldest first among them; resolved ones are newest first.
 */
const ATTENTION: ListOrder = {
  rank: sql`(case when state = 'resolved' then 90 when test = 1 then 43 - severity_rank
    when state = 'snoozed' then 33 - severity_rank when state = 'acknowledged' then 23 - severity_rank
    when exhausted = 1 then 3 - severity_rank else 13 - severity_rank end)`,
  place: sql`(case when state = 'resolved' then -number else number end)`,
};

const ORDERS: Record<IncidentSort, ListOrder> = {
  '-opened': { rank: sql`0`, place: sql`-number` },
  opened: { rank: sql`0`, place: sql`number` },
  severity: { rank: sql`(3 - severity_rank)`, place: sql`number` },
  attention: ATTENTION,
};

/** The parts of `order by`; the index on numbers serves the lists that are in the order of opening. */
export function orderBy(sort: IncidentSort): Expression<unknown> {
  const { rank, place } = ORDERS[sort];
  return sort === '-opened' ? sql`number desc` : sort === 'opened' ? sql`number` : sql`${rank}, ${place}`;
}

export function positionOf(sort: IncidentSort): ListOrder {
  return ORDERS[sort];
}

export function isBehind(sort: IncidentSort, { rank, place }: ListPosition): Expression<SqlBool> {
  const order = ORDERS[sort];
  return sort === '-opened'
    ? sql<SqlBool>`number < ${-place}`
    : sort === 'opened'
      ? sql<SqlBool>`number > ${place}`
      : sql<SqlBool>`(${order.rank} > ${rank} or (${order.rank} = ${rank} and ${order.place} > ${place}))`;
}
