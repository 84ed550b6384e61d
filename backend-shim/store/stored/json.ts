/** Turns stored JSON into values; no other code does. JSON is parsed by its schema, never cast. */
import { z } from 'zod';
import { formatPath, parsePath } from '#contract/base/problem';
import { readingSchema } from '#contract/base/reading';
import { problemsOf } from '#contract/base/schema';
import type { Unreadable, UnreadableReason } from '#contract/unreadable';
import type { UnreadableReporter } from './unreadable.ts';
import type { StoredLocation } from './where.ts';

export type { StoredLocation } from './where.ts';

/**
 * The fields that the schema of a stored value must name: all of its type. Without its line here a field has no default
 * where an earlier release wrote none, and nobody checks it.
 */
export type WholeShape<Value> = Record<keyof Value, z.ZodType>;

export type StoredRead<T> = { ok: true; value: T } | { ok: false; unreadable: Unreadable };

/**
 * Reads a stored text. Fields that came after it was written have their defaults; fields that a newer release wrote
 * stay in the value, so that they survive when the whole is written back. Never throws.
 * @param schema the strict one; it is made lenient here, see `readingSchema`
 * @param isWritten for values that are read often: true only for values that the schema would leave unchanged
 */
export function readStored<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  where: StoredLocation,
  isWritten?: (value: unknown) => boolean,
): StoredRead<z.output<Schema>> {
  const parsed = parseStored(text, where);
  if (!parsed.ok) {
    return parsed;
  }
  return isWritten?.(parsed.value) === true
    ? { ok: true, value: parsed.value as z.output<Schema> }
    : readStoredValue(schema, parsed.value, where);
}

/**
 * Returns the value, or its replacement so that the rest of the row is used. Reports whether the value could be read.
 */
export function readOr<Schema extends z.ZodType, Instead extends z.output<Schema> | null>(
  schema: Schema,
  text: string,
  where: StoredLocation,
  noting: UnreadableReporter,
  instead: Instead,
  isWritten?: (value: unknown) => boolean,
): z.output<Schema> | Extract<Instead, null> {
  return told(readStored(schema, text, where, isWritten), where, noting, instead) as
    z.output<Schema> | Extract<Instead, null>;
}

/** Parses a text without checking its form, and does not report it as readable. */
export function parseOr<Instead>(
  text: string,
  where: StoredLocation,
  { note }: Pick<UnreadableReporter, 'note'>,
  instead: Instead,
): unknown {
  return told(parseStored(text, where), where, { note, clear: () => undefined }, instead);
}

/** Made once: zod compiles a schema when it first parses with it. */
const ANY_FIELDS = z.looseObject({});

/** Reads each field by itself: a field that cannot be read is left out, and the others are kept. */
export function readFields<Shape extends z.ZodRawShape>(
  shape: Shape,
  text: string,
  where: StoredLocation,
  noting: UnreadableReporter,
): Partial<z.output<z.ZodObject<Shape>>> {
  const whole = readStored(ANY_FIELDS, text, where);
  if (!whole.ok) {
    noting.note(whole.unreadable);
    return {};
  }
  const found: Record<string, unknown> = {};
  const wrong: Unreadable[] = [];
  for (const [name, schema] of Object.entries(shape).filter(([one]) => Object.hasOwn(whole.value, one))) {
    const field = formatPath([...parsePath(where.field ?? ''), name]);
    const read = readStoredValue(schema as z.ZodType, whole.value[name], { ...where, field });
    if (read.ok) {
      found[name] = read.value;
    } else {
      wrong.push(read.unreadable);
    }
  }
  wrong.forEach(noting.note);
  if (wrong.length === 0) {
    noting.clear(where);
  }
  return found as Partial<z.output<z.ZodObject<Shape>>>;
}

function told<Value, Instead>(
  read: StoredRead<Value>,
  where: StoredLocation,
  { note, clear }: UnreadableReporter,
  instead: Instead,
): Value | Instead {
  if (read.ok) {
    clear(where);
    return read.value;
  }
  note(read.unreadable);
  return instead;
}

/** Parses a text without checking its form. */
export function parseStored(text: string, where: StoredLocation): StoredRead<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, unreadable: unreadableAt(where, '', 'not-json', 'is damaged: it is no JSON') };
  }
}

/** The same for a parsed text, such as one whose secrets were opened in between. */
export function readStoredValue<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: StoredLocation,
): StoredRead<z.output<Schema>> {
  const result = readingSchema(schema).safeParse(value);
  if (result.success) {
    return { ok: true, value: result.data };
  }
  const [first] = problemsOf(result.error);
  return {
    ok: false,
    unreadable: unreadableAt(where, first?.path ?? '', 'not-understood', first?.message ?? 'is not what it must be'),
  };
}

/** @param path of the field, within the place `where` */
export function unreadableAt(
  { kind, id, field }: StoredLocation,
  path: string,
  reason: UnreadableReason,
  message: string,
): Unreadable {
  return { kind, id, field: formatPath([...parsePath(field ?? ''), ...parsePath(path)]), reason, message };
}
