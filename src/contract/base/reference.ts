/**
 * Marks in a schema which fields name another object. Everything that asks what an object refers to walks the schemas
 * (`src/contract/references/visit.ts`), so a new field is known everywhere once it is declared.
 */
import { z } from 'zod';

/** Configured objects by id; users by login. */
const OBJECT_KINDS = [
  'user',
  'team',
  'channel',
  'rota',
  'timeWindow',
  'policy',
  'integration',
  'calendar',
  'unit',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/**
 * `zone` and `region`: known to this machine. `layer`: of the same rota. `contactMethod`: of the same person.
 * `product`: a webhook template that ships with the sidecar.
 */
const REFERENCE_KINDS = [...OBJECT_KINDS, 'zone', 'region', 'layer', 'contactMethod', 'product'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

const marks = z.registry<{ refersTo: ReferenceKind }>();

/** A copy of the schema whose texts refer to this kind. */
export function refersTo<Schema extends z.ZodType>(kind: ReferenceKind, schema: Schema): Schema {
  const copy = schema.clone();
  marks.add(copy, { refersTo: kind });
  return copy;
}

/** The kind that the texts of this schema refer to; null: none. */
export function referenceKind(schema: z.ZodType): ReferenceKind | null {
  return marks.get(schema)?.refersTo ?? null;
}
