/** Finds the incidents that a filter has, as the list of incidents does. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { CALLS_BEFORE } from '#domain/insight/facts';
import type { IncidentAttributes } from '#domain/incident/attributes';
import type { Span } from '#domain/time/span';
import { attributeConditions } from '../incidents/list/attributes.ts';
import type { Db } from '../store.ts';
import { readPortions } from '../concurrency/by-portions.ts';
import { readStillOpen } from './still-open.ts';

const PORTION = 1_000;
const MOST = 200_000;

/** Of those that opened in the period, or were open in it. */
export async function readHaving(db: Db, { start, end }: Span, attributes: IncidentAttributes): Promise<Set<string>> {
  const conditions = attributeConditions(attributes);
  const found = new Set<string>();
  await readPortions(
    { size: PORTION, most: MOST },
    (after: { id: string; opened_at: number } | undefined) => {
      let query = db
        .selectFrom('incidents')
        .select(['id', 'opened_at'])
        .where('opened_at', '>=', start)
        .where('opened_at', '<', end)
        .orderBy('opened_at', 'desc')
        .orderBy('id', 'desc')
        .limit(PORTION);
      for (const condition of conditions) {
        query = query.where(condition);
      }
      return (
        after === undefined ? query : query.where(sql<SqlBool>`(opened_at, id) < (${after.opened_at}, ${after.id})`)
      ).execute();
    },
    (rows) => rows.forEach(({ id }) => found.add(id)),
  );
  const still = { before: start, since: start - 2 * CALLS_BEFORE, conditions };
  for (const id of await readStillOpen(db, still, MOST)) {
    found.add(id);
  }
  return found;
}
