/** Defines lists: one page of items and the cursor of the next page. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export function listOf<Schema extends z.ZodType>(item: Schema) {
  return strict({
    items: z.array(item),
    /** The `cursor` of the next request; null after the last page. */
    next: z.string().nullable(),
  });
}

export interface ListPage<T> {
  items: T[];
  next: string | null;
}

/** Query parameters of every list. Scripts leave `cursor=` empty for the first page. */
export const pageQuery = {
  cursor: z
    .string()
    .max(1_000)
    .optional()
    .transform((value) => value || undefined),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
};

/** A query parameter that is on or off. */
export const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/**
 * `a,b` → `['a', 'b']`; a repeated parameter works, too. `state=` counts as absent, since an empty list of incidents
 * would read as "all is well".
 */
export function commaList<Schema extends z.ZodType>(item: Schema) {
  const split = (value: unknown) =>
    (Array.isArray(value) ? value : [value]).flatMap((part) =>
      typeof part === 'string' ? part.split(',').filter(Boolean) : [part],
    );
  const given = (value: unknown) => (value === undefined || split(value).length === 0 ? undefined : split(value));
  return z.preprocess(given, z.array(item).max(100).optional());
}
