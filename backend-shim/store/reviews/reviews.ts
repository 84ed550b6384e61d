/** Stores the reviews of incidents and what they say is to be done. */
import { z } from 'zod';
import { EMPTY_REVIEW } from '#domain/review/start';
import type { ReviewStart } from '#domain/review/start';
import type { IncidentRow } from '../schema/incidents.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run, upsertRows } from '../query.ts';
import type { ReviewActionTable, ReviewTable } from './table.ts';
import type { Db } from '../store.ts';
import { readOr } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';
import type { Work } from '../work.ts';

/** The kind that problems with stored reviews name. */
const REVIEWS = 'reviews';

/** What people wrote, and the entries of the timeline that they left out. */
export interface ReviewBody extends ReviewStart {
  leftOut: readonly string[];
}

const body = z.object({
  impact: z.string().default(''),
  cause: z.string().default(''),
  wentWell: z.string().default(''),
  more: z
    .array(z.object({ title: z.string(), text: z.string() } satisfies WholeShape<ReviewBody['more'][number]>))
    .default([]),
  leftOut: z.array(z.string()).default([]),
} satisfies WholeShape<ReviewBody>);

export interface KeptReview {
  row: ReviewTable;
  actions: ReviewActionTable[];
}

/** @returns null: nobody has written it */
export async function findReview(db: Db, incident: string): Promise<KeptReview | null> {
  const row = await db.selectFrom('reviews').selectAll().where('incident', '=', incident).executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const actions = await db
    .selectFrom('review_actions')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('position')
    .execute();
  return { row, actions };
}

/** What cannot be read is empty; the problem is noted, and the row stays until somebody writes the review again. */
export function reviewBody({ incident, body: text }: ReviewTable, noting: UnreadableReporter): ReviewBody {
  const where = { kind: REVIEWS, id: incident, field: 'body' };
  return readOr(body, text, where, noting, { ...EMPTY_REVIEW, more: [], leftOut: [] });
}

export async function saveReview(
  { tx, cap }: Work,
  row: ReviewTable,
  actions: readonly ReviewActionTable[],
): Promise<void> {
  await upsertRows(tx, cap, 'reviews', ['incident'], [row]);
  await tx.deleteFrom('review_actions').where('incident', '=', row.incident).execute();
  await insertRows(tx, cap, 'review_actions', actions);
}

export interface ActionFilter {
  done: boolean | null;
  owner: string | null;
  /** Of this person, or of incidents of these teams. */
  mine: { user: string; teams: readonly string[] } | null;
  /** Number of those before the page. */
  after: number;
  limit: number;
}

export type ListedActionRow = ReviewActionTable &
  Pick<IncidentRow, 'number' | 'title' | 'severity' | 'team' | 'labels'>;

/** Those that are due first, then those without a date. */
export function listActions(db: Db, cap: StoreCapabilities, filter: ActionFilter): Promise<ListedActionRow[]> {
  const values: unknown[] = [];
  const p = (value: unknown) => cap.placeholder(values.push(value));
  const conditions = [
    ...(filter.done === null ? [] : [filter.done ? 'a.done_at is not null' : 'a.done_at is null']),
    ...(filter.owner === null ? [] : [`a.owner = ${p(filter.owner)}`]),
    ...(filter.mine === null
      ? []
      : [`(a.owner = ${p(filter.mine.user)} or ${cap.inList('i.team', cap.placeholder(values.length + 1))})`]),
  ];
  if (filter.mine !== null) {
    values.push(cap.listParameter(filter.mine.teams));
  }
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  return run(
    db,
    `select a.*, i.number, i.title, i.severity, i.team, i.labels from review_actions a join incidents i on i.id = a.incident ${where}
     order by case when a.due is null then 1 else 0 end, a.due, i.number, a.position
     limit ${p(filter.limit)} offset ${p(filter.after)}`,
    values,
  );
}
