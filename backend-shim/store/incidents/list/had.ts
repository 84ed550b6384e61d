/** Conditions on what there was on an incident: the pages, answers and work that figures are of. */
import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import { HAD_PAGES } from '#domain/incident/had';
import type { Had } from '#domain/incident/had';

/** Deliveries of pages to people, `d`. */
const PAGED = sql`deliveries d where d.incident = incidents.id and d.kind = 'page' and d."user" is not null`;
const WAS_TRIED = sql`exists (select 1 from attempts a where a.delivery = d.id)`;
const FIRST_FAILED = sql`exists (
  select 1 from attempts a where a.delivery = d.id and a.outcome <> 'done'
  and not exists (select 1 from attempts b where b.delivery = d.id and b.attempt < a.attempt))`;
/** `o` arrived after `d` had failed for good. */
const ARRIVED_OTHERWISE = sql`d.state = 'failed' and ${WAS_TRIED} and exists (
  select 1 from deliveries o join attempts good on good.delivery = o.id and good.outcome = 'done'
  where o.page = d.page and o.kind = 'page' and o."user" is not null and o.id <> d.id and good.at > d.done_at)`;
const ARRIVED = sql`exists (select 1 from attempts a where a.delivery = d.id and a.outcome = 'done')`;

type HadPage = (typeof HAD_PAGES)[number];
const TRIED: Readonly<Record<HadPage, RawBuilder<unknown>>> = {
  page: WAS_TRIED,
  retry: FIRST_FAILED,
  failover: ARRIVED_OTHERWISE,
  'my-page': WAS_TRIED,
  reached: ARRIVED,
};

/**
 * Answers by people, `t`; scripts, sources and merges give none. Data is JSON, in whose texts quotation marks are escaped: the
 * patterns match properties only.
 */
const ANSWERS = sql`timeline t where t.incident = incidents.id and t.kind in ('acknowledged', 'snoozed', 'resolved')
  and t.actor is not null and t.data like '%"via":"%' and t.data not like '%"via":"api"%'
  and t.data not like '%"via":"source"%' and t.data not like '%"via":"vigie"%'
  and t.data not like '%"resolution":"merged"%'`;
/** Its last resolution was the source's, and nobody had answered by then. */
const HEALED = sql`(incidents.resolved_at is not null
  and exists (
    select 1 from timeline e where e.incident = incidents.id and e.kind = 'resolved'
    and e.data like '%"resolution":"source"%'
    and not exists (select 1 from timeline l where l.incident = e.incident and l.kind = 'resolved' and l.id > e.id))
  and not exists (select 1 from ${ANSWERS} and t.at <= incidents.resolved_at))`;

/** When the first page arrived, when somebody answered first, and when everybody had been told; null: never. */
const HIT = sql`(select min(a.at) from deliveries d join attempts a on a.delivery = d.id
  where d.incident = incidents.id and d.kind = 'page' and d."user" is not null and a.outcome = 'done')`;
const ANSWERED = sql`(select min(t.at) from ${ANSWERS})`;
const THROUGH = sql`(select min(x.at) from timeline x where x.incident = incidents.id and x.kind = 'exhausted')`;

const EXHAUSTED = sql`(${THROUGH} is not null and (${ANSWERED} is null or ${ANSWERED} > ${THROUGH}))`;
const UNTOLD = sql`(${HIT} is null or ${HIT} > incidents.resolved_at)`;
const MISSED = sql`(${EXHAUSTED} or (incidents.resolved_at is not null and ${ANSWERED} is null
  and exists (select 1 from ${PAGED} and ${WAS_TRIED})))`;

/** What nobody in particular had; `domain/insight/incident/behind.ts` says the same of facts. */
const PLAIN: Readonly<Record<Exclude<Had, HadPage | 'my-work'>, RawBuilder<unknown>>> = {
  alert: sql`incidents.integration is not null`,
  answer: sql`exists (select 1 from ${ANSWERS})`,
  'answer-to-page': sql`(${HIT} is not null and ${ANSWERED} >= ${HIT} and not ${HEALED})`,
  resolved: sql`incidents.resolved_at is not null`,
  'self-healed': HEALED,
  'self-healed-before': sql`(${HEALED} and ${UNTOLD})`,
  'self-healed-after': sql`(${HEALED} and not ${UNTOLD})`,
  missed: MISSED,
  exhausted: EXHAUSTED,
  rating: sql`exists (select 1 from ratings r where r.incident = incidents.id and r.kind = 'person')`,
};

export interface HadFilter {
  /** All of these. */
  each: readonly Had[];
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

function conditionOf(had: Had, { user, channels }: HadFilter): Expression<SqlBool> {
  if (isOfPage(had)) {
    const whose = had === 'my-page' ? sql`and d."user" = ${user}` : sql``;
    const by = channels === null ? sql`` : sql`and d.channel_kind in (${sql.join(channels)})`;
    return sql<SqlBool>`exists (select 1 from ${PAGED} ${whose} ${by} and ${TRIED[had]})`;
  }
  if (had === 'my-work') {
    return sql<SqlBool>`(exists (select 1 from interventions i where i.incident = incidents.id and i."user" = ${user})
      or exists (select 1 from ${ANSWERS} and t.actor = ${user}))`;
  }
  return sql<SqlBool>`${PLAIN[had]}`;
}

function isOfPage(had: Had): had is HadPage {
  return HAD_PAGES.some((one) => one === had);
}
