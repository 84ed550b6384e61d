/** The one place where JSON that is kept in the database becomes a value: parsed by its schema, never cast. */
import type { z } from 'zod';
import { formatPath, parsePath } from '#contract/base/problem';
import { readingSchema } from '#contract/base/reading';
import { problemsOf } from '#contract/base/schema';
import type { Unreadable, UnreadableReason } from '#contract/unreadable';

/** What is read, for whoever must find it. */
export interface Where {
  /** Of the object: `escalationPolicies`, `incidents`… */
  kind: string;
  id: string;
  /** The column, or the part of it, that is read; without it, paths begin at the value itself. */
  field?: string;
}

export type StoredRead<T> = { ok: true; value: T } | { ok: false; unreadable: Unreadable };

/**
 * Reads a stored text. Fields that came after it was written have their defaults; fields that a newer
 * release wrote stay in the value, so that they survive when the whole is written back. Never throws.
 * @param schema the strict one; it is made lenient here, see `readingSchema`
 * @param isWritten for what is read often: true only of values that the schema would leave as they are
 */
export function readStored<Schema extends z.ZodType>(schema: Schema, text: string, where: Where, isWritten?: (value: unknown) => boolean): StoredRead<z.output<Schema>> {
  const parsed = parseStored(text, where);
  if (!parsed.ok) {
    return parsed;
  }
  return isWritten?.(parsed.value) === true ? { ok: true, value: parsed.value as z.output<Schema> } : readStoredValue(schema, parsed.value, where);
}

/** The same of a text whose form is not looked at. */
export function parseStored(text: string, where: Where): StoredRead<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, unreadable: unreadableAt(where, '', 'not-json', 'is damaged: it is no JSON') };
  }
}

/** The same of a text that was parsed, such as one whose secrets were opened in between. */
export function readStoredValue<Schema extends z.ZodType>(schema: Schema, value: unknown, where: Where): StoredRead<z.output<Schema>> {
  const result = readingSchema(schema).safeParse(value);
  if (result.success) {
    return { ok: true, value: result.data };
  }
  const [first] = problemsOf(result.error);
  return { ok: false, unreadable: unreadableAt(where, first?.path ?? '', 'not-understood', first?.message ?? 'is not what it must be') };
}

/** @param path of the field, within what `where` names */
export function unreadableAt({ kind, id, field }: Where, path: string, reason: UnreadableReason, message: string): Unreadable {
  return { kind, id, field: formatPath([...parsePath(field ?? ''), ...parsePath(path)]), reason, message };
}
