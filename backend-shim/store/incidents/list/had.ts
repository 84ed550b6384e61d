/** Conditions on what there was on an incident: the pages that figures of the pager are of. */
import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import type { IncidentHad } from '#contract/incidents/incident';

/** Deliveries of pages to people, `d`. */
const PAGED = sql`deliveries d where d.incident = incidents.id and d.kind = 'page' and d."user" is not null`;
const FIRST_FAILED = sql`exists (
  select 1 from attempts a where a.delivery = d.id and a.outcome <> 'done'
  and not exists (select 1 from attempts b where b.delivery = d.id and b.attempt < a.attempt))`;
/** `o` arrived after `d`, of which no attempt did, had begun to be tried. */
const ARRIVED_OTHERWISE = sql`not exists (select 1 from attempts a where a.delivery = d.id and a.outcome = 'done')
  and exists (
    select 1 from deliveries o join attempts good on good.delivery = o.id and good.outcome = 'done'
    join attempts bad on bad.delivery = d.id
    where o.page = d.page and o.id <> d.id and bad.at < good.at)`;

const TRIED: Readonly<Record<Exclude<IncidentHad, 'my-page'>, RawBuilder<unknown>>> = {
  page: sql`exists (select 1 from attempts a where a.delivery = d.id)`,
  retry: FIRST_FAILED,
  failover: ARRIVED_OTHERWISE,
};

export interface HadFilter {
  /** All of these. */
  each: readonly IncidentHad[];
  /** Whose page `my-page` means. */
  user: string;
}

export function hadConditions(filter: HadFilter | null): Array<Expression<SqlBool>> {
  return (filter?.each ?? []).map((had) => {
    const [what, whose] = had === 'my-page' ? [TRIED.page, sql`and d."user" = ${filter?.user}`] : [TRIED[had], sql``];
    return sql<SqlBool>`exists (select 1 from ${PAGED} ${whose} and ${what})`;
  });
}
