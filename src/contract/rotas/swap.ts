/** Defines **swaps**: one person asks anyone, or one colleague, to cover a shift, with or without a shift in return. */
import { z } from 'zod';
import { optional, strict } from '#contract/base/schema';
import { id, instant, login, text } from '#contract/base/scalars';
import { commaList, pageQuery } from '#contract/list';
import { SWAP_STATES } from '#domain/rota/model';

const consent = strict({ by: z.string(), at: instant });
const span = strict({ start: instant, end: instant });

export const swap = strict({
  id,
  rota: id,
  start: instant,
  end: instant,
  inReturn: span.nullable(),
  /** null: anyone. */
  askedOf: login.nullable(),
  state: z.enum(SWAP_STATES),
  asked: consent,
  taken: consent.nullable(),
  closed: consent.nullable(),
  note: z.string(),
  version: z.int(),
});

export const newSwap = strict({
  rota: id,
  start: instant,
  end: instant,
  inReturn: optional(span),
  askedOf: optional(login),
  /** Default: the caller. */
  by: optional(login),
  note: text.max(1000).default(''),
});

export const swapQuery = strict({
  state: commaList(z.enum(SWAP_STATES)),
  rota: id.optional(),
  user: login.optional(),
  ...pageQuery,
});

/** "I take this shift now." */
export const takeOver = strict({
  /** The person on call who is relieved. */
  user: login,
  /** Default: the caller. */
  by: optional(login),
});

/** Shifts during an absence that nobody covers yet. */
export const coverNeeded = strict({ rota: id, start: instant, end: instant });

export type SwapWire = z.output<typeof swap>;
export type NewSwap = z.output<typeof newSwap>;
export type SwapQuery = z.output<typeof swapQuery>;
