/**
 * Finds due deliveries lane by lane, most urgent first. Full lanes are skipped, and a lane with thousands of waiting
 * rows does not slow the search in others.
 */
import { isAllReal } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import { run } from '../../query.ts';
import type { DeliveryRow } from '../../schema/deliveries.ts';
import { readShadowStateWith } from '../../shadow/shadows.ts';
import type { Work } from '../../work.ts';

/** The columns that decide whether a row is sent now. Many rows are read for each row that is sent. */
export type DueDelivery = Pick<
  DeliveryRow,
  'id' | 'kind' | 'user' | 'method' | 'channel_kind' | 'lane' | 'attempt' | 'outcome' | 'bundled_into'
>;

export interface DueLimits {
  /** Rows in all. */
  most: number;
  /** Rows of one lane and rank, unless they may become one message. */
  perLane: number;
  /** Kinds of channels whose pages may become one message. Status updates always may. */
  bundling: readonly string[];
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

/**
 * Those of the lanes in which deliveries wait, whenever they are due: one step in the index each. And what is in shadow.
 */
export async function waitingLanesAndShadow(
  { tx, cap }: Work,
  lanes: readonly string[],
): Promise<{ waiting: ReadonlySet<string>; shadow: ShadowState }> {
  const text = `select lane from deliveries where state = 'due' and lane = ${cap.placeholder(1)} limit 1`;
  const first = lanes.map((lane) => ({ text, parameters: [lane] }));
  const [shadow, found] = await readShadowStateWith<{ lane: string }>(tx, cap, first);
  return { waiting: new Set(found.map(({ lane }) => lane)), shadow };
}

const COLUMNS = 'd.id, d.kind, d."user", d.method, d.channel_kind, d.lane, d.attempt, d.outcome, d.bundled_into';

/**
 * `whole`: rows of it may become one message, so all that wait are read. A lane belongs to one kind of channel (but for the
 * lane of those that cannot be sent), and status updates have the lowest rank.
 */
const wantedRanks = (isBundling: string, isSaturated: string) => `${LANES},
wanted (lane, rank, whole) as (
  select lane, rank, rank <= 0 or (select ${isBundling} from deliveries x where x.state = 'due' and x.lane = ranks.lane and x.rank = ranks.rank limit 1)
  from ranks where rank is not null and not ${isSaturated})`;

/** If sidecars share the database, rows that another sidecar has locked are skipped. */
export async function dueRows(work: Work, limits: DueLimits): Promise<DueDelivery[]> {
  const { most, perLane, bundling, saturated, shadow } = limits;
  if (shadow.all) {
    return [];
  }
  const { inList, listParameter, shared, forUpdateSkipLocked } = work.cap;
  const parameters: unknown[] = [];
  // SQLite binds by position, so parameters are numbered in the order of the text.
  const bind = (value: unknown) => work.cap.placeholder(parameters.push(value));
  const bindList = (column: string, values: readonly string[]) => inList(column, bind(listParameter(values)));
  const ofRank = (columns: string, limit: number) => {
    const isDue = `x.state = 'due' and x.lane = wanted.lane and x.rank = wanted.rank and x.due_at <= ${bind(work.now)}`;
    const isReal = isAllReal(shadow)
      ? ''
      : `and not exists (select 1 from incidents i where i.id = x.incident and (${bindList('i.team', [...shadow.teams])} or ${bindList('i.integration', [...shadow.integrations])}))`;
    return `select ${columns} from deliveries x where ${isDue} ${isReal} order by x.due_at, x.id limit ${bind(limit)}`;
  };
  const rowsOf = (limit: number, where: string) => {
    const rows = shared
      ? `lateral (${ofRank('x.*', limit)} ${forUpdateSkipLocked}) d`
      : `deliveries d on d.id in (${ofRank('x.id', limit)})`;
    return `select ${COLUMNS}, d.rank, d.due_at from wanted cross join ${rows} where ${where}`;
  };
  const ranks = wantedRanks(bindList('x.channel_kind', bundling), bindList('lane', saturated));
  const all = `${rowsOf(Math.min(perLane, most), 'not wanted.whole')} union all ${rowsOf(most, 'wanted.whole')}`;
  const text = `${ranks} select * from (${all}) d order by d.rank desc, d.due_at, d.id limit ${bind(most)}`;
  return run<DueDelivery>(work.tx, text, parameters);
}
