/** Reads what happened to incidents, for figures. */
import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';
import type { IncidentFact, RatingFact } from '#domain/insight/facts';
import { ratingIn } from '#domain/incident/rating';
import type { Span } from '#domain/time/span';
import type { StoreCapabilities } from '../capabilities.ts';
import { timelineData } from '../incidents/stored-parts.ts';
import { run } from '../query.ts';
import type { TimelineTable } from '../schema/incidents.ts';
import { SHADOW } from '../shadow/shadowed-incidents.ts';
import type { Db } from '../store.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import { alertNameOf } from '../incidents/list/alert-name.ts';
import { incidentFact, TOLD_BY_TIMELINE } from './incident-facts.ts';
import type { TimelineColumns, TryColumns } from './incident-facts.ts';

export interface InsightSources {
  db: Db;
  cap: StoreCapabilities;
  noting: UnreadableReporter;
}

/** Which incidents; null: whatever it is. */
export interface InsightFilter {
  period: Span;
  team: string | null;
  /** Of the rota. */
  policies: readonly string[] | null;
  /** Incidents that paged this person, or that they answered. */
  user: string | null;
}

/** One incident; null: retention removed it. */
export async function readIncidentFact(sources: InsightSources, id: string): Promise<IncidentFact | null> {
  const query = sources.db.selectFrom('incidents').select(INCIDENT_COLUMNS).where('id', '=', id);
  const row = await query.executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const { timeline, tries, shadowed } = await readParts(sources, [id]);
  const parts = { timeline: timeline.get(id) ?? [], tries: tries.get(id) ?? [], isShadowed: shadowed.has(id) };
  return incidentFact(row, alertNameOf(row, sources.noting), parts);
}

export const INCIDENT_COLUMNS = [
  ...(['id', 'title', 'labels', 'links', 'integration', 'team', 'policy', 'test', 'opened_at', 'resolved_at'] as const),
  ...(['acknowledged_by', 'resolved_by'] as const),
] as const;

/** Conditions on the table `incidents`. */
export function partConditions({ team, policies }: InsightFilter): Array<Expression<SqlBool>> {
  const ofRota = policies === null ? [] : policies.length === 0 ? [sql<SqlBool>`1 = 0`] : [inPolicies(policies)];
  return [...(team === null ? [] : [sql<SqlBool>`incidents.team = ${team}`]), ...ofRota];
}

function inPolicies(policies: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`incidents.policy in (${sql.join([...policies])})`;
}

export interface PartsOfIncidents {
  timeline: Map<string, TimelineColumns[]>;
  tries: Map<string, TryColumns[]>;
  shadowed: Set<string>;
  ratings: RatingFact[];
}

export async function readParts(
  { db, cap, noting }: InsightSources,
  ids: readonly string[],
): Promise<PartsOfIncidents> {
  if (ids.length === 0) {
    return { timeline: new Map(), tries: new Map(), shadowed: new Set(), ratings: [] };
  }
  const p = cap.placeholder;
  const listed = [cap.listParameter(ids)];
  const kinds = TOLD_BY_TIMELINE.map((kind) => `'${kind}'`).join(', ');
  const timeline = await run<Pick<TimelineTable, 'id' | 'incident' | 'at' | 'kind' | 'actor' | 'data'>>(
    db,
    `select id, incident, at, kind, actor, data from timeline where ${cap.inList('incident', p(1))} and kind in (${kinds}) order by incident, id`,
    listed,
  );
  const tries = await run<TryColumns>(
    db,
    `select d.incident, d.page, d.id as delivery, d."user", d.channel_kind, d.created_at, a.at, a.outcome,
       case when d.state = 'failed' then d.done_at end as failed_at
     from deliveries d join attempts a on a.delivery = d.id
     where ${cap.inList('d.incident', p(1))} and d.kind = 'page' and d."user" is not null order by d.incident, a.at, a.attempt`,
    listed,
  );
  const shadowed = await run<{ incident: string }>(
    db,
    `select incident from shadow_spans where ${cap.inList('incident', p(1))}
     union select incident from deliveries where ${cap.inList('incident', p(2))} and kind = 'page' and outcome = '${SHADOW}'`,
    [...listed, ...listed],
  );
  const rated = await run<{ incident: string; rater: string; rating: string }>(
    db,
    `select incident, rater, rating from ratings where ${cap.inList('incident', p(1))} and kind = 'person'`,
    listed,
  );
  const told = timeline.map((row) => ({ ...row, data: timelineData(row, noting) }));
  return {
    timeline: Map.groupBy(told, ({ incident }) => incident),
    tries: Map.groupBy(tries, ({ incident }) => incident),
    shadowed: new Set(shadowed.map(({ incident }) => incident)),
    ratings: rated.flatMap(({ incident, rater, rating }) => {
      const known = ratingIn(rating);
      return known === null ? [] : [{ incident, user: rater, rating: known }];
    }),
  };
}
