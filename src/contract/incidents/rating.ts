/**
 * Defines **ratings**: whether it was worth waking somebody, said by one person about one incident. A rating is about
 * the alert and commands nothing. `PUT|DELETE incidents/:id/rating`.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant, text } from '#contract/base/scalars';
import { RATINGS } from '#domain/incident/rating';

const rating = z.enum(RATINGS);

export const LONGEST_NOTE = 2000;

/** `PUT incidents/:id/rating`: takes the place of the caller's earlier one. An empty note is none. */
export const newRating = strict({ rating, note: text.max(LONGEST_NOTE).nullish() });

/** One rating in `GET incidents/:id`. */
export const incidentRating = strict({
  /** Login, or name of the script. */
  user: z.string(),
  /** A script said it: no person was woken. */
  script: z.boolean(),
  rating,
  note: z.string().nullable(),
  at: instant,
});

export type NewRating = z.output<typeof newRating>;
export type IncidentRating = z.output<typeof incidentRating>;
