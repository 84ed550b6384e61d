/** Defines **notices**: stretches of on-call duty that were told to a person, with the proof of when. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';
import { pageQuery } from '#contract/list';
import { NOTICE_STATES } from '#domain/labour/notice';

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
  /** `vigie`: the programme itself. */
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
  /** `untold`: no method of the person took the message, and the person has not seen it. */
  state: z.enum(NOTICE_STATES),
  /** The earlier of `handedAt` and `seenAt`. */
  toldAt: instant.nullable(),
  /** Local dates of the unit from being told to the start; null: not told. */
  days: z.int().nullable(),
});

export type NoticeWire = z.output<typeof notice>;

/** Asks for notices of duty that touches the range, usually from 31 days ago to 13 weeks ahead. */
export const noticeQuery = strict({
  unit: id.optional(),
  user: login.optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** `csv`: all of them as one file, without pages. */
  format: z.enum(['json', 'csv']).optional(),
  ...pageQuery,
});

/** `POST notices/publish`: tells everybody of the unit now what they were not told yet. */
export const publish = strict({ unit: id });

/** How many people are told, and of how many stretches of duty. */
export const published = strict({ people: z.int(), notices: z.int() });

/** `POST notices/seen`: the person has seen these in Vigie. */
export const seen = strict({ ids: z.array(id).min(1).max(500) });

/** Why duty is told late (L3121-12): the exceptional circumstances. Everybody in charge of the unit reads it. */
export const exceptional = text.min(10, 'must be at least 10 characters').max(1000);
