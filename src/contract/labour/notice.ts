/** Defines **notices**: stretches of on-call duty that were told to a person, with the proof of when. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';

export const notice = strict({
  id,
  /** Id of the message, which goes to one person. */
  batch: id,
  unit: id,
  user: login,
  rota: id,
  start: instant,
  end: instant,
  madeAt: instant,
  madeBy: login,
  reason: text.nullable(),
  /** The swap, or `take-over`. */
  voluntary: z.string().nullable(),
  /** Hash of the message's canonical JSON. */
  sha256: z.string(),
  channel: z.string().nullable(),
  handedAt: instant.nullable(),
  seenAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
});
