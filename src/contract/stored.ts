/**
 * Defines the fields that the API adds to a stored resource. People read an object, change it and send it back, so
 * these fields are removed from requests instead of being refused as unknown.
 */
import { z } from 'zod';

export const storedFields = {
  /** From a file: read-only in the API and the UI. */
  provisioned: z.boolean(),
  /** For `If-Match`. */
  version: z.int(),
};

/** A resource in the form of API answers. */
export function stored<Shape extends z.core.$ZodShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  return z.strictObject({ ...schema.shape, ...storedFields });
}

export type Stored<T> = T & { provisioned: boolean; version: number };

/** Removes the fields that only the API writes. */
export function withoutStoredFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body;
  }
  return Object.fromEntries(Object.entries(body).filter(([key]) => !Object.hasOwn(storedFields, key)));
}
