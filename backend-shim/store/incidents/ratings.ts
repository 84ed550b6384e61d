/** Stores ratings: whether it was worth waking somebody, one per person and incident. */
import { ratingIn } from '#domain/incident/rating';
import type { IncidentRating } from '#contract/incidents/rating';
import type { Rating } from '#domain/incident/rating';
import type { Actor } from '#domain/incident/model';
import { noteChangedIncidents } from '../insight/kept/changes.ts';
import { upsertRows } from '../query.ts';
import type { RatingTable } from '../schema/incidents.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** Who rates: a script may have a person's login as its name. */
export interface Rater {
  kind: 'person' | 'script';
  name: string;
}

export function raterOf({ kind, name }: Pick<Actor, 'kind' | 'name'>): Rater {
  return { kind: kind === 'person' ? 'person' : 'script', name };
}

/** A rating whose value a later release wrote and this one does not know is left out. */
function isKnown(row: RatingTable): row is RatingTable & { rating: Rating } {
  return ratingIn(row.rating) !== null;
}

/** Reads the ratings of an incident, oldest first. */
export async function readRatings(db: Db, incident: string): Promise<IncidentRating[]> {
  const rows = await db
    .selectFrom('ratings')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('at')
    .orderBy('rater')
    .execute();
  return rows.filter(isKnown).map(({ kind, rater, rating, note, at }) => ({
    user: rater,
    script: kind !== 'person',
    rating,
    note,
    at: new Date(at).toISOString(),
  }));
}

/** @returns null: they have not rated it */
export async function findRating(db: Db, incident: string, { kind, name }: Rater): Promise<RatingTable | null> {
  const row = await db
    .selectFrom('ratings')
    .selectAll()
    .where('incident', '=', incident)
    .where('kind', '=', kind)
    .where('rater', '=', name)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveRating(work: Work, row: RatingTable): Promise<void> {
  await upsertRows(work.tx, work.cap, 'ratings', ['incident', 'kind', 'rater'], [row]);
  await noteChangedIncidents(work, [row.incident]);
}

export async function deleteRating(work: Work, incident: string, { kind, name }: Rater): Promise<void> {
  await work.tx
    .deleteFrom('ratings')
    .where('incident', '=', incident)
    .where('kind', '=', kind)
    .where('rater', '=', name)
    .execute();
  await noteChangedIncidents(work, [incident]);
}
