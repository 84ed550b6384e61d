/** Stores the reviews of incidents and what they say is to be done. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { z } from 'zod';
import { EMPTY_REVIEW } from '#modules/review/domain/start';
import type { ReviewStart } from '#modules/review/domain/start';
import type { IncidentRow } from '../../../store/schema/incidents.ts';
import { insertRows, upsertRows } from '../../../store/query.ts';
import type { ListSource } from '../../../store/search/search.ts';
import type { ReviewActionTable, ReviewTable } from '../../../store/schema/reviews.ts';
import type { Db } from '../../../store/store.ts';
import { readOr } from '../../../store/stored/json.ts';
import type { WholeShape } from '../../../store/stored/json.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';

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
  /** Actions of this person, or of incidents of these teams. */
  mine: { user: string; teams: readonly string[] } | null;
  /** Number of those before the page. */
  after: number;
  limit: number;
}

export type ListedActionRow = ReviewActionTable &
  Pick<IncidentRow, 'number' | 'title' | 'severity' | 'team' | 'labels'>;

/**
 * Those that are due first, then those without a date.
 * @throws SearchRefused
 */
export function listActions({ db, search }: ListSource, filter: ActionFilter): Promise<ListedActionRow[]> {
  const { done, owner, mine, after, limit } = filter;
  const teams = mine === null || mine.teams.length === 0 ? sql`1 = 0` : sql`i.team in (${sql.join([...mine.teams])})`;
  return search(
    db
      .selectFrom('review_actions as a')
      .innerJoin('incidents as i', 'i.id', 'a.incident')
      .selectAll('a')
      .select(['i.number', 'i.title', 'i.severity', 'i.team', 'i.labels'])
      .$if(done !== null, (query) => query.where('a.done_at', done === true ? 'is not' : 'is', null))
      .$if(owner !== null, (query) => query.where('a.owner', '=', owner))
      .$if(mine !== null, (query) => query.where(sql<SqlBool>`(a.owner = ${mine?.user ?? null} or ${teams})`))
      .orderBy(sql`case when a.due is null then 1 else 0 end`)
      .orderBy('a.due')
      .orderBy('i.number')
      .orderBy('a.position')
      .limit(limit)
      .offset(after),
  );
}
