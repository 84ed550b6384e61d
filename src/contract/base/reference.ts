/**
 * A field that names something else says so in its schema. Everything that asks "what does this refer
 * to?" walks the schemas (`src/contract/references/visit.ts`), so that a new field is known everywhere
 * as soon as it is declared.
 */
import { z } from 'zod';

/** Configured objects, by their id; users by their login. */
export const OBJECT_KINDS = [
  'user',
  'team',
  'channel',
  'rota',
  'timeWindow',
  'policy',
  'integration',
  'calendar',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/**
 * `zone` and `region`: what this machine knows of time. `layer` of the same rota, `contactMethod` of the
 * same person, `product`: a template for webhooks that the sidecar brings.
 */
export const REFERENCE_KINDS = [...OBJECT_KINDS, 'zone', 'region', 'layer', 'contactMethod', 'product'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

const marks = z.registry<{ refersTo: ReferenceKind }>();

/** A copy of the schema whose texts name something of this kind. */
export function refersTo<Schema extends z.ZodType>(kind: ReferenceKind, schema: Schema): Schema {
  const copy = schema.clone();
  marks.add(copy, { refersTo: kind });
  return copy;
}

/** What the texts of this schema name; null: nothing else. */
export function referenceKind(schema: z.ZodType): ReferenceKind | null {
  return marks.get(schema)?.refersTo ?? null;
}
