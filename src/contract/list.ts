/** Lists: one page of items and the cursor of the next. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 500;

export function listOf<Schema extends z.ZodType>(item: Schema) {
  return strict({
    items: z.array(item),
    /** Hand back as `cursor`; null after the last page. */
    next: z.string().nullable(),
  });
}

export interface List<T> {
  items: T[];
  next: string | null;
}

/** Fields of a query string that every list understands. */
export const pageQuery = {
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
};

/** `a,b` → `['a', 'b']`; also given as a repeated parameter. */
export function commaList<Schema extends z.ZodType>(item: Schema) {
  const split = (value: unknown) => (Array.isArray(value) ? value : [value]).flatMap((part) => (typeof part === 'string' ? part.split(',').filter(Boolean) : [part]));
  return z.preprocess((value) => (value === undefined ? undefined : split(value)), z.array(item).max(100).optional());
}
