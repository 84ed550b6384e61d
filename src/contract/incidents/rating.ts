/**
 * Defines **ratings**: whether it was worth waking somebody, said by one person about one incident. A rating is about
 * the alert and commands nothing. `PUT|DELETE incidents/:id/rating`.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { instant, text } from '#contract/base/scalars';

export const RATINGS = ['useful', 'nothing-to-do', 'too-late', 'not-ours', 'false'] as const;
export const rating = z.enum(RATINGS);

const LONGEST_NOTE = 2000;

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

/** @returns null: this is no rating */
export function ratingIn(value: unknown): Rating | null {
  return RATINGS.find((one) => one === value) ?? null;
}

export type Rating = (typeof RATINGS)[number];
export type NewRating = z.output<typeof newRating>;
export type IncidentRating = z.output<typeof incidentRating>;
