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

/** The lanes with waiting deliveries, each found by one step in the index. */
const LANES = `with recursive lanes (lane) as (
  select min(lane) from deliveries where state = 'due'
  union all
  select (select min(d.lane) from deliveries d where d.state = 'due' and d.lane > lanes.lane) from lanes where lanes.lane is not null)`;

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
const ORDER = 'rank desc, due_at, id';

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
  // SQLite binds by position, so parameters are numbered in the order of the text. `+` forces the index of the lane;
  // the index of instants would sort all waiting rows.
  const ofLane = (columns: string, tail: string) =>
    `select ${columns} from deliveries x where x.state = 'due' and x.lane = lanes.lane and +x.due_at <= ${p(1)} ${isReal} order by ${ORDER} limit ${p(next)} ${tail}`;
  const rows = shared
    ? `cross join lateral (${ofLane('x.*', work.cap.forUpdateSkipLocked)}) d`
    : `cross join deliveries d on d.id in (${ofLane('x.id', '')})`;
  const text = `${LANES} select ${COLUMNS} from lanes ${rows} where lanes.lane is not null and not ${inList('lanes.lane', p(next + 1))} order by d.rank desc, d.due_at, d.id limit ${p(next + 2)}`;
  return run<DueDelivery>(work.tx, text, [work.now, ...shadows, most, listParameter(saturated), most]);
}
