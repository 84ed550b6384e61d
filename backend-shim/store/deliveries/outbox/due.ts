/**
 * Finds due deliveries lane by lane, most urgent first. Full lanes are skipped, and a lane with thousands of waiting
 * rows does not slow the search in others.
 */
import { isAllReal } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import { run, runTogether } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import type { Work } from '../../work.ts';

/** The columns that decide whether a row is sent now. Many rows are read for each row that is sent. */
export type DueDelivery = Pick<DeliveryRow, 'id' | 'kind' | 'user' | 'method' | 'channel_kind' | 'lane'>;

export interface DueLimits {
  /** Rows in all, and of one lane. */
  most: number;
  /** Lanes to leave out. */
  saturated: readonly string[];
  /** Deliveries about incidents in shadow are left out, so that they take no place of real ones. */
  shadow: ShadowState;
}

/**
 * The lanes with waiting deliveries and their ranks, each found by one step in the index. Within a rank, what is due comes
 * first in it, however much waits for later.
 */
const LANES = `with recursive lanes (lane) as (
  select min(lane) from deliveries where state = 'due'
  union all
  select (select min(d.lane) from deliveries d where d.state = 'due' and d.lane > lanes.lane) from lanes where lanes.lane is not null),
ranks (lane, rank) as (
  select lanes.lane, (select max(d.rank) from deliveries d where d.state = 'due' and d.lane = lanes.lane) from lanes where lanes.lane is not null
  union all
  select ranks.lane, (select max(d.rank) from deliveries d where d.state = 'due' and d.lane = ranks.lane and d.rank < ranks.rank) from ranks where ranks.rank is not null)`;

/** Those of the lanes in which deliveries wait, whenever they are due: one step in the index each. */
export async function lanesWithWaiting({ tx, cap }: Work, lanes: readonly string[]): Promise<ReadonlySet<string>> {
  const text = `select lane from deliveries where state = 'due' and lane = ${cap.placeholder(1)} limit 1`;
  const found = await runTogether(
    tx,
    cap,
    lanes.map((lane) => ({ text, parameters: [lane] })),
  );
  return new Set((found as Array<Array<{ lane: string }>>).flat().map(({ lane }) => lane));
}

const COLUMNS = 'd.id, d.kind, d."user", d.method, d.channel_kind, d.lane';

/** If sidecars share the database, rows that another sidecar has locked are skipped. */
export async function dueRows(work: Work, { most, saturated, shadow }: DueLimits): Promise<DueDelivery[]> {
  if (shadow.all) {
    return [];
  }
  const { placeholder: p, inList, listParameter, shared } = work.cap;
  const shadows = isAllReal(shadow) ? [] : [shadow.teams, shadow.integrations].map((ids) => listParameter([...ids]));
  const isReal = isAllReal(shadow)
    ? ''
    : `and not exists (select 1 from incidents i where i.id = x.incident and (${inList('i.team', p(2))} or ${inList('i.integration', p(3))}))`;
  const next = 2 + shadows.length;
  // SQLite binds by position, so parameters are numbered in the order of the text.
  const ofRank = (columns: string, tail: string) =>
    `select ${columns} from deliveries x where x.state = 'due' and x.lane = ranks.lane and x.rank = ranks.rank and x.due_at <= ${p(1)} ${isReal} order by x.due_at, x.id limit ${p(next)} ${tail}`;
  const rows = shared
    ? `cross join lateral (${ofRank('x.*', work.cap.forUpdateSkipLocked)}) d`
    : `cross join deliveries d on d.id in (${ofRank('x.id', '')})`;
  const text = `${LANES} select ${COLUMNS} from ranks ${rows} where ranks.rank is not null and not ${inList('ranks.lane', p(next + 1))} order by d.rank desc, d.due_at, d.id limit ${p(next + 2)}`;
  return run<DueDelivery>(work.tx, text, [work.now, ...shadows, most, listParameter(saturated), most]);
}
