/**
 * What the API adds to a resource that it keeps. People read an object, change it and send it back,
 * so these fields are taken away from what comes in instead of being refused as unknown.
 */
import { z } from 'zod';

export const storedFields = {
  /** From a file: read-only in the API and the UI. */
  provisioned: z.boolean(),
  /** For `If-Match`. */
  version: z.int(),
};

/** A resource as the API answers it. */
export function stored<Shape extends z.core.$ZodShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  return z.strictObject({ ...schema.shape, ...storedFields });
}

export type Stored<T> = T & { provisioned: boolean; version: number };

/** The body without what only the API writes. */
export function withoutStoredFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body;
  }
  return Object.fromEntries(Object.entries(body).filter(([key]) => !Object.hasOwn(storedFields, key)));
}
