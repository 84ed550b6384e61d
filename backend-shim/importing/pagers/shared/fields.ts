/** Defines fields that the schemas of pagers share. */
import { z } from 'zod';

export const text = z.string();

/** A list that may be null or absent. */
export const list = <Schema extends z.ZodType>(item: Schema) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
