/** Conditions on what there was on an incident: the pages, answers and work that figures are of. */
import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import { HAD_PAGES } from '#contract/incidents/incident';
import type { IncidentHad } from '#contract/incidents/incident';

/** Deliveries of pages to people, `d`. */
const PAGED = sql`deliveries d where d.incident = incidents.id and d.kind = 'page' and d."user" is not null`;
const WAS_TRIED = sql`exists (select 1 from attempts a where a.delivery = d.id)`;
const FIRST_FAILED = sql`exists (
  select 1 from attempts a where a.delivery = d.id and a.outcome <> 'done'
  and not exists (select 1 from attempts b where b.delivery = d.id and b.attempt < a.attempt))`;
/** `o` arrived after `d`, of which no attempt did, had begun to be tried. */
const ARRIVED_OTHERWISE = sql`not exists (select 1 from attempts a where a.delivery = d.id and a.outcome = 'done')
  and exists (
    select 1 from deliveries o join attempts good on good.delivery = o.id and good.outcome = 'done'
    join attempts bad on bad.delivery = d.id
    where o.page = d.page and o.id <> d.id and bad.at < good.at)`;

type HadPage = (typeof HAD_PAGES)[number];
const TRIED: Readonly<Record<HadPage, RawBuilder<unknown>>> = {
  page: WAS_TRIED,
  retry: FIRST_FAILED,
  failover: ARRIVED_OTHERWISE,
  'my-page': WAS_TRIED,
};

/**
 * Answers by people, `t`; scripts and sources give none. Data is JSON, in whose texts quotation marks are escaped: the
 * patterns match properties only.
 */
const ANSWERS = sql`timeline t where t.incident = incidents.id and t.kind in ('acknowledged', 'snoozed', 'resolved')
  and t.actor is not null and t.data like '%"via":"%' and t.data not like '%"via":"api"%'
  and t.data not like '%"via":"source"%' and t.data not like '%"via":"vigie"%'`;
/** Its last resolution was the source's, and nobody had answered by then. */
const HEALED = sql<SqlBool>`(incidents.resolved_at is not null
  and exists (
    select 1 from timeline e where e.incident = incidents.id and e.kind = 'resolved'
    and e.data like '%"resolution":"source"%'
    and not exists (select 1 from timeline l where l.incident = e.incident and l.kind = 'resolved' and l.id > e.id))
  and not exists (select 1 from ${ANSWERS} and t.at <= incidents.resolved_at))`;

export interface HadFilter {
  /** All of these. */
  each: readonly IncidentHad[];
  /** Kinds of channel of the pages; null: whatever they are. */
  channels: readonly string[] | null;
  /** Whose page `my-page` means, and whose work `my-work`. */
  user: string;
}

export function hadConditions(filter: HadFilter | null): Array<Expression<SqlBool>> {
  if (filter === null) {
    return [];
  }
  // A channel alone asks for a page by it.
  const isPageMissing = filter.channels !== null && !filter.each.some(isOfPage);
  return [...filter.each, ...(isPageMissing ? (['page'] as const) : [])].map((had) => conditionOf(had, filter));
}

function conditionOf(had: IncidentHad, { user, channels }: HadFilter): Expression<SqlBool> {
  if (isOfPage(had)) {
    const whose = had === 'my-page' ? sql`and d."user" = ${user}` : sql``;
    const by = channels === null ? sql`` : sql`and d.channel_kind in (${sql.join(channels)})`;
    return sql<SqlBool>`exists (select 1 from ${PAGED} ${whose} ${by} and ${TRIED[had]})`;
  }
  switch (had) {
    case 'answer':
      return sql<SqlBool>`exists (select 1 from ${ANSWERS})`;
    case 'my-work':
      return sql<SqlBool>`(exists (select 1 from interventions i where i.incident = incidents.id and i."user" = ${user})
        or exists (select 1 from ${ANSWERS} and t.actor = ${user}))`;
    case 'self-healed':
      return HEALED;
    case 'rating':
      return sql<SqlBool>`exists (select 1 from ratings r where r.incident = incidents.id and r.kind = 'person')`;
  }
}

function isOfPage(had: IncidentHad): had is HadPage {
  return HAD_PAGES.some((one) => one === had);
}
