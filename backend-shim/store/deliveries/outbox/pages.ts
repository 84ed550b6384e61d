/** Reads and writes pages of incidents, with their deliveries as the outbox plans them. */
import { aside } from '../../concurrency/aside.ts';
import { severityRank } from '#domain/incident/signal/alert';
import { insertRows, run, runTogether, selectIn, selecting, updateRows, write } from '../../query.ts';
import type { DeliveryRow, PageRow } from '../../schema/deliveries.ts';
import type { ShadowSpanTable } from '../../schema/incidents.ts';
import type { Work } from '../../work.ts';

/** The fields of an incident that the outbox needs. */
export interface IncidentBrief {
  id: string;
  severity: string;
  severity_rank: number;
  title: string;
  team: string | null;
  integration: string | null;
  source: string;
  /** JSON. */
  labels: string;
  test: number;
}

export interface OutboxRows {
  briefs: IncidentBrief[];
  /** All pages, oldest first. */
  pages: PageRow[];
  /** Rooms that were posted to. */
  posted: Array<{ incident: string; channel: string }>;
  /** While these incidents were in shadow, which is over. */
  spans: ShadowSpanTable[];
}

/** Reads the rows of these incidents in one round trip; none about what this transaction has just opened. */
export async function readOutboxRows(work: Work, incidents: readonly string[]): Promise<OutboxRows> {
  const bare = incidents.flatMap((id) => takeBare(work, id));
  const bareIds = new Set(bare.map(({ id }) => id));
  const others = incidents.filter((id) => !bareIds.has(id));
  const rows = others.length === 0 ? NOTHING_STORED : await readStoredRows(work, others);
  return { ...rows, briefs: [...bare, ...rows.briefs] };
}

const NOTHING_STORED: OutboxRows = { briefs: [], pages: [], posted: [], spans: [] };

/** Once: whoever asks for it stores pages. */
function takeBare({ opened }: Work, id: string): IncidentBrief[] {
  const found = opened?.get(id);
  if (!found?.isBare) {
    return [];
  }
  found.isBare = false;
  const { severity, title, team, integration, source, labels, test } = found.incident;
  return [
    {
      id,
      severity,
      severity_rank: severityRank(severity),
      title,
      team,
      integration,
      source,
      labels: JSON.stringify(labels),
      test: test ? 1 : 0,
    },
  ];
}

async function readStoredRows(work: Work, incidents: readonly string[]): Promise<OutboxRows> {
  const withSpans = await aside(work, 'shadow_spans', () => readRows(work, incidents, true), null);
  // What was suppressed then counts as told.
  return withSpans ?? readRows(work, incidents, false);
}

async function readRows({ tx, cap }: Work, incidents: readonly string[], hasSpans: boolean): Promise<OutboxRows> {
  const isReal = `and not exists (select 1 from shadow_spans s
         where s.incident = deliveries.incident and created_at >= s.from_at and created_at < s.to_at)`;
  const [briefs, pages, posted, spans = []] = (await runTogether(tx, cap, [
    selecting(
      cap,
      'id, severity, severity_rank, title, team, integration, source, labels, test from incidents',
      'id',
      incidents,
    ),
    selecting(cap, '* from pages', 'incident', incidents, 'order by id'),
    selecting(
      cap,
      'distinct incident, channel from deliveries',
      'incident',
      incidents,
      `and channel is not null and kind <> 'status' ${hasSpans ? isReal : ''}`,
    ),
    ...(hasSpans ? [selecting(cap, '* from shadow_spans', 'incident', incidents)] : []),
  ])) as [OutboxRows['briefs'], OutboxRows['pages'], OutboxRows['posted'], OutboxRows['spans']?];
  return { briefs, pages, posted, spans };
}

export function pagesById({ tx, cap }: Work, ids: readonly string[]): Promise<PageRow[]> {
  return selectIn(tx, cap, '* from pages', 'id', ids);
}

export function runningPages({ tx }: Work): Promise<PageRow[]> {
  return run(tx, `select * from pages where state = 'running'`, []);
}

export async function insertPageRows({ tx, cap }: Work, rows: readonly PageRow[]): Promise<void> {
  await insertRows(tx, cap, 'pages', rows);
}

/** The columns of a page that change while it runs. */
export type PageChange = Pick<PageRow, 'id' | 'state' | 'inner' | 'ended_at' | 'end_reason'>;

export async function updatePageRows({ tx, cap }: Work, rows: readonly PageChange[]): Promise<void> {
  await updateRows(tx, cap, 'pages', ['id'], rows);
}

export async function insertDeliveries({ tx, cap }: Work, rows: readonly DeliveryRow[]): Promise<void> {
  await insertRows(tx, cap, 'deliveries', rows);
}

/** Cancels the deliveries of these pages that were not sent yet. */
export async function cancelDeliveries(
  { tx, cap, now }: Work,
  pages: readonly string[],
  reason: string,
): Promise<void> {
  const p = cap.placeholder;
  const text = `update deliveries set state = 'cancelled', outcome = ${p(1)}, done_at = ${p(2)} where ${cap.inList('page', p(3))} and state = 'due'`;
  await write(tx, text, [reason, now, cap.listParameter(pages)]);
}

/**
 * Makes those due again that were cancelled at or after this instant, at the times at which they were due; not those in
 * shadow, which were handled.
 */
export async function reviveDeliveries({ tx, cap }: Work, pages: readonly string[], since: number): Promise<void> {
  const p = cap.placeholder;
  const text = `update deliveries set state = 'due', outcome = null, done_at = null where ${cap.inList('page', p(1))} and state = 'cancelled' and done_at >= ${p(2)} and outcome <> 'shadow'`;
  await write(tx, text, [cap.listParameter(pages), since]);
}

/** Whether a page of this step entry arrived or still may arrive, or a room received the message or still may. */
export async function mayStillReach({ tx, cap }: Work, incident: string, entry: number): Promise<boolean> {
  const p = cap.placeholder;
  const rows = await run<{ n: number }>(
    tx,
    `select count(*) as n from pages where incident = ${p(1)} and entry = ${p(2)} and state <> 'failed'
     union all
     select count(*) from deliveries where incident = ${p(3)} and entry = ${p(4)} and channel is not null and (state in ('due', 'sending', 'done') or outcome = 'shadow')`,
    [incident, entry, incident, entry],
  );
  return rows.some((row) => row.n > 0);
}
