/** Defines what zod's schemas are made of, for tests that walk through them. */
import type { z } from 'zod';

export type Schema = z.core.$ZodType;

/** What definitions of every kind may hold, by zod's own names. */
export interface Definition {
  type: string;
  shape?: Readonly<Record<string, Schema>>;
  element?: Schema;
  innerType?: Schema;
  options?: readonly Schema[];
  keyType?: Schema;
  valueType?: Schema;
  in?: Schema;
  entries?: Readonly<Record<string, string>>;
  values?: readonly unknown[];
}

export const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;
