/** Reads all that figures need of incidents from the rows of what happened. */
import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { alertNameOf, ruleLinkOf } from '../../incidents/list/alert-name.ts';
import { incidentFact } from '../incident-facts.ts';
import type { IncidentColumns } from '../incident-facts.ts';
import { INCIDENT_COLUMNS, partConditions, readParts } from '../incidents.ts';
import type { InsightFilter, InsightSources } from '../incidents.ts';
import { run } from '../../query.ts';
import { readStillOpen } from '../still-open.ts';
import type { KeptCall, KeptIncident } from './kept-incident.ts';

const PORTION = 200;
/** More would take the sidecar's memory. */
const MOST_STILL_OPEN = 100_000;

/** Also tells of which incidents more may come: they are not resolved, or something about them is still to be sent. */
export interface ReadFromRows {
  kept: KeptIncident[];
  open: Set<string>;
}

/** Those that opened from `start` until before `end`. @param team null: of any */
export async function readOpenedBetween(
  sources: InsightSources,
  { start, end, team }: { start: number; end: number; team: string | null },
): Promise<ReadFromRows> {
  const all: ReadFromRows = { kept: [], open: new Set() };
  for (let last: IncidentColumns | undefined; ;) {
    let query = sources.db
      .selectFrom('incidents')
      .select(INCIDENT_COLUMNS)
      .where('opened_at', '>=', start)
      .where('opened_at', '<', end)
      .orderBy('opened_at')
      .orderBy('id')
      .limit(PORTION);
    query = team === null ? query : query.where('team', '=', team);
    const rows: IncidentColumns[] = await (
      last === undefined ? query : query.where(sql<SqlBool>`(opened_at, id) > (${last.opened_at}, ${last.id})`)
    ).execute();
    const read = await fromRows(sources, rows);
    all.kept.push(...read.kept);
    read.open.forEach((id) => all.open.add(id));
    last = rows.at(-1);
    if (rows.length < PORTION) {
      return all;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface ConcernedPast {
  filter: InsightFilter;
  opened: Span;
  /** Those that were not over by then are read as well, however long ago they opened; null: they are not. */
  since: number | null;
}

/** A delivery that is under way when its incident is resolved may be accepted a little later. */
const AFTER_THE_END = HOUR;

/** The newest first. @param take says whether more are wanted */
export async function readConcerned(
  sources: InsightSources,
  { filter, opened, since }: ConcernedPast,
  take: (kept: readonly KeptIncident[]) => boolean,
): Promise<void> {
  const conditions = [...partConditions(filter), ...personConditions(filter.user)];
  for (let last: IncidentColumns | undefined; ;) {
    let query = sources.db
      .selectFrom('incidents')
      .select(INCIDENT_COLUMNS)
      .where('opened_at', '>=', opened.start)
      .where('opened_at', '<', opened.end)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(PORTION);
    for (const condition of conditions) {
      query = query.where(condition);
    }
    const rows: IncidentColumns[] = await (
      last === undefined ? query : query.where(sql<SqlBool>`(opened_at, id) < (${last.opened_at}, ${last.id})`)
    ).execute();
    if (!take((await fromRows(sources, rows)).kept)) {
      return;
    }
    last = rows.at(-1);
    if (rows.length < PORTION) {
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (since !== null) {
    const still = { before: opened.start, since: since - AFTER_THE_END, conditions };
    take(await readByIds(sources, await readStillOpen(sources.db, still, MOST_STILL_OPEN)));
  }
}

/** Conditions on the table `incidents`: those that paged the person or told them of something, or that they answered. */
function personConditions(user: string | null): Array<Expression<SqlBool>> {
  return user === null
    ? []
    : [
        sql<SqlBool>`(acknowledged_by = ${user} or resolved_by = ${user}
          or exists (select 1 from pages where pages.incident = incidents.id and pages."user" = ${user})
          or exists (select 1 from deliveries d where d.incident = incidents.id and d."user" = ${user} and d.kind = 'update')
          or exists (select 1 from timeline t where t.incident = incidents.id and t.actor = ${user}
            and t.kind in ('acknowledged', 'snoozed', 'resolved')))`,
      ];
}

export async function readByIds(sources: InsightSources, ids: readonly string[]): Promise<KeptIncident[]> {
  const kept: KeptIncident[] = [];
  for (let from = 0; from < ids.length; from += PORTION) {
    const rows = await sources.db
      .selectFrom('incidents')
      .select(INCIDENT_COLUMNS)
      .where('id', 'in', ids.slice(from, from + PORTION))
      .execute();
    kept.push(...(await fromRows(sources, rows)).kept);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return kept;
}

async function fromRows(sources: InsightSources, rows: readonly IncidentColumns[]): Promise<ReadFromRows> {
  const ids = rows.map(({ id }) => id);
  const [parts, more] = [await readParts(sources, ids), await readMore(sources, ids)];
  const ratings = Map.groupBy(parts.ratings, ({ incident }) => incident);
  const kept = rows.map((row): KeptIncident => {
    const { id, acknowledged_by, resolved_by } = row;
    const fact = incidentFact(row, alertNameOf(row, sources.noting), {
      timeline: parts.timeline.get(id) ?? [],
      tries: parts.tries.get(id) ?? [],
      isShadowed: parts.shadowed.has(id),
    });
    const answerers = fact.answers.map(({ user }) => user);
    return {
      fact,
      concerns: [...new Set([acknowledged_by ?? [], resolved_by ?? [], more.paged.get(id) ?? [], answerers].flat())],
      link: ruleLinkOf(row, sources.noting),
      ratings: ratings.get(id) ?? [],
      calls: more.calls.get(id) ?? [],
    };
  });
  const open = rows.flatMap(({ id, resolved_at }) => (resolved_at === null || more.waiting.has(id) ? [id] : []));
  return { kept, open: new Set(open) };
}

interface MoreOfIncidents {
  paged: Map<string, string[]>;
  calls: Map<string, KeptCall[]>;
  waiting: Set<string>;
}

interface DeliveryColumns {
  incident: string;
  id: string;
  kind: string;
  user: string | null;
  state: string;
  done_at: number | null;
  channel_kind: string;
  urgency: string | null;
}

async function readMore({ db, cap }: InsightSources, ids: readonly string[]): Promise<MoreOfIncidents> {
  if (ids.length === 0) {
    return { paged: new Map(), calls: new Map(), waiting: new Set() };
  }
  const [isOne, listed] = [(column: string) => cap.inList(column, cap.placeholder(1)), [cap.listParameter(ids)]];
  const pages = await run<{ incident: string; user: string }>(
    db,
    `select incident, "user" from pages where ${isOne('incident')}`,
    listed,
  );
  const deliveries = await run<DeliveryColumns>(
    db,
    `select d.incident, d.id, d.kind, d."user", d.state, d.done_at, d.channel_kind, p.urgency
     from deliveries d left join pages p on p.id = d.page where ${isOne('d.incident')}
       and (d.kind = 'page' or (d.kind = 'update' and d."user" is not null)) order by d.id`,
    listed,
  );
  const requested = await run<{ incident: string }>(
    db,
    `select incident from outbox_requests where ${isOne('incident')}`,
    listed,
  );
  const waiting = deliveries.filter(({ state }) => state === 'due' || state === 'sending');
  return {
    paged: new Map(
      [...Map.groupBy(pages, ({ incident }) => incident)].map(([id, own]) => [id, own.map(({ user }) => user)]),
    ),
    calls: new Map(
      [...Map.groupBy(deliveries, ({ incident }) => incident)].map(([id, own]) => [id, own.flatMap(keptCall)]),
    ),
    waiting: new Set([...waiting, ...requested].map(({ incident }) => incident)),
  };
}

function keptCall({ id, kind, user, state, done_at, channel_kind, urgency }: DeliveryColumns): KeptCall[] {
  const isUpdate = kind === 'update';
  return state !== 'done' || user === null || done_at === null
    ? []
    : [{ delivery: id, isUpdate, user, at: done_at, channel: channel_kind, urgent: urgency === 'urgent' }];
}
