/**
 * The schema by which something stored is read, made from the one by which it is written. What is
 * stored may come from any release, so reading is lenient where writing is strict: fields that a
 * newer release added are kept, limits that were tightened later do not apply, defaults of fields
 * that came later are filled in, also where another release wrote null. What a value must be to be understood at all stays required.
 */
import { z } from 'zod';

type AnySchema = z.core.$ZodType;
/** What every kind of definition may hold, by zod's own names. */
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

/** The same schema is answered for the same schema, so that zod compiles it once. */
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

/** What a schema is made of, made lenient as well. */
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

/** null in the place of a field that may be left out means that it is. */
function readingField(field: AnySchema): AnySchema {
  const lenient = reading(field) as z.ZodType;
  const takes = (value: unknown) => lenient.safeParse(value).success;
  return takes(null) || !takes(undefined) ? lenient : z.preprocess((value) => value ?? undefined, lenient);
}

const LIMITS = new Set(['max_length', 'max_size', 'less_than']);

/**
 * An upper limit guards what comes in. So does the least length of a text, and what an object says
 * about several of its fields: a release may ask for more than the one that wrote it. Lower limits
 * of numbers and lists stay, because code counts on them (a rotation every 0 days never ends).
 */
function counts(type: string, check: z.core.$ZodCheck): boolean {
  const kind = check._zod.def.check;
  return (
    !LIMITS.has(kind) && !(kind === 'min_length' && type === 'string') && !(kind === 'custom' && type === 'object')
  );
}
