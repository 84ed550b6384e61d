/** Reads all that figures need of incidents from the rows of what happened. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { alertNameOf, ruleLinkOf } from '../alert-name.ts';
import { incidentFact } from '../incident-facts.ts';
import type { IncidentColumns } from '../incident-facts.ts';
import { INCIDENT_COLUMNS, readParts } from '../incidents.ts';
import type { InsightSources } from '../incidents.ts';
import { run } from '../../query.ts';
import type { KeptCall, KeptIncident } from './kept-incident.ts';

const PORTION = 200;

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

export async function readByIds(sources: InsightSources, ids: readonly string[]): Promise<KeptIncident[]> {
  const kept: KeptIncident[] = [];
  for (let from = 0; from < ids.length; from += PORTION) {
    const rows = await sources.db
      .selectFrom('incidents')
      .select(INCIDENT_COLUMNS)
      .where('id', 'in', ids.slice(from, from + PORTION))
      .execute();
    kept.push(...(await fromRows(sources, rows)).kept);
  }
  return kept;
}

async function fromRows(sources: InsightSources, rows: readonly IncidentColumns[]): Promise<ReadFromRows> {
  const ids = rows.map(({ id }) => id);
  const [parts, more] = [await readParts(sources, ids), await readMore(sources, ids)];
  const ratings = Map.groupBy(parts.ratings, ({ incident }) => incident);
  const kept = rows.map((row): KeptIncident => {
    const { id, acknowledged_by, resolved_by } = row;
    return {
      fact: incidentFact(row, alertNameOf(row, sources.noting), {
        timeline: parts.timeline.get(id) ?? [],
        tries: parts.tries.get(id) ?? [],
        isShadowed: parts.shadowed.has(id),
      }),
      concerns: [...new Set([acknowledged_by ?? [], resolved_by ?? [], more.paged.get(id) ?? []].flat())],
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
    `select d.incident, d.id, d."user", d.state, d.done_at, d.channel_kind, p.urgency
     from deliveries d left join pages p on p.id = d.page where ${isOne('d.incident')} and d.kind = 'page' order by d.id`,
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

function keptCall({ id, user, state, done_at, channel_kind, urgency }: DeliveryColumns): KeptCall[] {
  return state !== 'done' || user === null || done_at === null
    ? []
    : [{ delivery: id, user, at: done_at, channel: channel_kind, urgent: urgency === 'urgent' }];
}
