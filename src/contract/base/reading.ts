/**
 * Derives the schema that reads stored bodies from the one that validates new ones. Stored bodies may come from any
 * release, so reading is lenient: unknown fields of newer releases are kept, limits that were tightened later do not
 * apply, and fields that were added later get their defaults, even if another release wrote null. What is needed to
 * understand a value at all stays required.
 */
import { z } from 'zod';

type AnySchema = z.core.$ZodType;
/** The parts of zod's schema definitions that are used here. */
interface Definition {
  type: string;
  checks?: ReadonlyArray<z.core.$ZodCheck>;
  shape?: Readonly<Record<string, AnySchema>>;
  element?: AnySchema;
  innerType?: AnySchema;
  options?: ReadonlyArray<AnySchema>;
  valueType?: AnySchema;
  items?: ReadonlyArray<AnySchema>;
  in?: AnySchema;
  out?: AnySchema;
  left?: AnySchema;
  right?: AnySchema;
}

const made = new WeakMap<AnySchema, AnySchema>();

/** The lenient form of a schema, cached per schema, so that zod compiles it once. */
export function readingSchema<Schema extends z.ZodType>(schema: Schema): Schema {
  return reading(schema) as unknown as Schema;
}

function reading(schema: AnySchema): AnySchema {
  const known = made.get(schema);
  if (known) {
    return known;
  }
  const lenient = z.core.clone(schema, lenientDefinition(schema._zod.def as unknown as Definition) as never);
  made.set(schema, lenient);
  return lenient;
}

function lenientDefinition(definition: Definition): object {
  const checks = (definition.checks ?? []).filter((check) => counts(definition.type, check));
  return { ...definition, ...inner(definition), checks };
}

/** The inner schemas, made lenient as well. */
function inner(definition: Definition): object {
  const { shape, element, innerType, options, valueType, items, left, right } = definition;
  switch (definition.type) {
    case 'object':
      return {
        shape: Object.fromEntries(Object.entries(shape ?? {}).map(([key, field]) => [key, readingField(field)])),
        catchall: z.unknown(),
      };
    case 'array':
      return { element: element && reading(element) };
    case 'record':
      return { valueType: valueType && reading(valueType) };
    case 'tuple':
      return { items: items?.map(reading) };
    case 'union':
      return { options: options?.map(reading) };
    case 'intersection':
      return { left: left && reading(left), right: right && reading(right) };
    case 'pipe':
      return { in: definition.in && reading(definition.in), out: definition.out && reading(definition.out) };
    default:
      return innerType ? { innerType: reading(innerType) } : {};
  }
}

/** The lenient form of a field; null counts as absent for a field that may be left out. */
function readingField(field: AnySchema): AnySchema {
  const lenient = reading(field) as z.ZodType;
  const takes = (value: unknown) => lenient.safeParse(value).success;
  return takes(null) || !takes(undefined) ? lenient : z.preprocess((value) => value ?? undefined, lenient);
}

const LIMITS = new Set(['max_length', 'max_size', 'less_than']);

/**
 * Whether a check applies to stored values. Upper limits, least lengths of texts and checks across fields guard new
 * values only, since a later release may be stricter than the one that wrote the value. Lower limits of numbers and
 * lists stay, because code relies on them (a rotation every 0 days never ends).
 */
function counts(type: string, check: z.core.$ZodCheck): boolean {
  const kind = check._zod.def.check;
  return (
    !LIMITS.has(kind) && !(kind === 'min_length' && type === 'string') && !(kind === 'custom' && type === 'object')
  );
}
