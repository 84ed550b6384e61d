/** Defines fields that the schemas of pagers share, and says how an object differs from its schema. */
import { z } from 'zod';

export const text = z.string();

/** What is wrong, with the fields that are: no more than people read. */
export function issuesText({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.')} ${message}`)
    .join('; ');
}

/** A list that may be null or absent. */
export const list = <Schema extends z.ZodType>(item: Schema) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
