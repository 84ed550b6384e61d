/**
 * Makes example data for every code of a list: each choice of each enumeration, empty and full lists, null where it may
 * be.
 */
import { z } from 'zod';
import type { ReasonList } from '#contract/reasons/reason';

function valuesOf(schema: z.ZodType, field: string): unknown[] {
  if (schema instanceof z.ZodNullable) {
    return [null, ...valuesOf(schema.unwrap() as z.ZodType, field)];
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) {
    return valuesOf(schema.unwrap() as z.ZodType, field);
  }
  if (schema instanceof z.ZodEnum) {
    return schema.options;
  }
  if (schema instanceof z.ZodArray) {
    const inner = valuesOf(schema.element as z.ZodType, field);
    return [[], inner.slice(0, 1), [...inner, ...inner, ...inner].slice(0, 3)];
  }
  if (schema instanceof z.ZodObject) {
    return combined(schema.shape as Record<string, z.ZodType>);
  }
  if (schema instanceof z.ZodRecord) {
    return [{}];
  }
  if (schema instanceof z.ZodNumber) {
    return [1, 1_234];
  }
  if (schema instanceof z.ZodBoolean) {
    return [true, false];
  }
  if (schema instanceof z.ZodString) {
    return [`<${field}>`];
  }
  throw new Error(`no example for ${schema.constructor.name} (${field}); add it here`);
}

/** Each value of each field at least once. */
function combined(fields: Readonly<Record<string, z.ZodType>>): Array<Record<string, unknown>> {
  const values = Object.entries(fields).map(([name, schema]) => [name, valuesOf(schema, name)] as const);
  const most = Math.max(1, ...values.map(([, list]) => list.length));
  return Array.from({ length: most }, (_, i) =>
    Object.fromEntries(values.map(([name, list]) => [name, list[Math.min(i, list.length - 1)]])),
  );
}

export function samplesOf(list: ReasonList): Array<{ reason: string; data: Record<string, unknown> }> {
  return Object.entries(list).flatMap(([reason, fields]) => combined(fields).map((data) => ({ reason, data })));
}
