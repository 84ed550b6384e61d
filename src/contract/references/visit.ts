/**
 * Finds what an object refers to, from its schema. Loading of zones, checks for existence, rights, and "still in use"
 * on deletion all use these functions.
 */
import { z } from 'zod';
import type { PathPart } from '#contract/base/problem';
import { referenceKind } from '#contract/base/reference';
import type { ReferenceKind } from '#contract/base/reference';

export interface FieldReference {
  kind: ReferenceKind;
  /** The value of the field: an id, a login, the name of a zone. */
  id: string;
  path: ReadonlyArray<PathPart>;
}

/** @param path of the field, only for as long as the call lasts */
export type ReferenceListener = (kind: ReferenceKind, id: string, path: ReadonlyArray<PathPart>) => void;

/** `path` is the one place that is looked at: thousands of objects would need thousands of lists. */
type Visit = (value: unknown, path: PathPart[], tell: ReferenceListener) => void;

/** Of a schema; null: nothing in it refers to anything. */
type VisitOf = (schema: z.ZodType) => Visit | null;

/** Tells each reference in `value`, in the order of the schema's fields. */
export type ReferenceVisitor = (
  schema: z.ZodType,
  value: unknown,
  base: ReadonlyArray<PathPart>,
  tell: ReferenceListener,
) => void;

/**
 * A value that the schema would refuse is read as far as it fits. Of thousands of objects, a visitor of few kinds looks only
 * at the fields that can hold them.
 */
export function visitorOf(isWanted: (kind: ReferenceKind) => boolean): ReferenceVisitor {
  const known = new WeakMap<z.ZodType, { visit: Visit | null }>();
  const visitOf = (schema: z.ZodType): Visit | null => {
    const before = known.get(schema);
    if (before) {
      return before.visit;
    }
    const kind = referenceKind(schema);
    const visit = kind === null ? visitWithin(schema, visitOf) : isWanted(kind) ? named(kind) : null;
    known.set(schema, { visit });
    return visit;
  };
  return (schema, value, base, tell) => visitOf(schema)?.(value, [...base], tell);
}

const visitAll = visitorOf(() => true);

/** Each reference in `value`, whatever its kind. */
export function referencesIn(schema: z.ZodType, value: unknown, base: ReadonlyArray<PathPart> = []): FieldReference[] {
  const found: FieldReference[] = [];
  visitAll(schema, value, base, (kind, id, path) => void found.push({ kind, id, path: [...path] }));
  return found;
}

function named(kind: ReferenceKind): Visit {
  return (value, path, tell) => {
    if (typeof value === 'string') {
      tell(kind, value, path);
    }
  };
}

function visitAt(visit: Visit, value: unknown, path: PathPart[], part: PathPart, tell: ReferenceListener): void {
  path.push(part);
  visit(value, path, tell);
  path.pop();
}

const LEAVES = new Set<string>([
  'string',
  'number',
  'boolean',
  'literal',
  'enum',
  'null',
  'undefined',
  'unknown',
  'any',
  'never',
  'template_literal',
]);

/** @throws for an unknown form of schema, whose references would be overlooked */
function visitWithin(schema: z.ZodType, visitOf: VisitOf): Visit | null {
  if (schema instanceof z.ZodObject) {
    return ofObject(schema.shape as Record<string, z.ZodType>, visitOf);
  }
  if (schema instanceof z.ZodArray) {
    return ofArray(schema.element as z.ZodType, visitOf);
  }
  if (schema instanceof z.ZodRecord) {
    return ofRecord(schema.keyType as z.ZodType, schema.valueType as z.ZodType, visitOf);
  }
  if (schema instanceof z.ZodUnion) {
    return ofUnion(schema.options as z.ZodType[], visitOf);
  }
  const inner = withoutWrapper(schema);
  if (inner !== schema) {
    return visitOf(inner);
  }
  if (LEAVES.has(schema.def.type)) {
    return null;
  }
  throw new Error(
    `cannot find references within a schema of type ${schema.def.type}; add the type to src/contract/references/visit.ts`,
  );
}

/** Unwraps `optional`, `nullable`, `default` and the like. */
function withoutWrapper(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) {
    return schema.in as z.ZodType;
  }
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType ?? schema;
}

function ofObject(shape: Record<string, z.ZodType>, visitOf: VisitOf): Visit | null {
  const fields = Object.entries(shape).flatMap(([name, schema]) => {
    const visit = visitOf(schema);
    return visit === null ? [] : [{ name, visit }];
  });
  if (fields.length === 0) {
    return null;
  }
  return (value, path, tell) => {
    if (isObject(value)) {
      for (const { name, visit } of fields) {
        // Most fields that may refer to something are null.
        const inner = value[name] ?? null;
        if (inner !== null) {
          visitAt(visit, inner, path, name, tell);
        }
      }
    }
  };
}

function ofArray(element: z.ZodType, visitOf: VisitOf): Visit | null {
  const visit = visitOf(element);
  return (
    visit &&
    ((value, path, tell) => {
      if (Array.isArray(value)) {
        value.forEach((item, i) => visitAt(visit, item, path, i, tell));
      }
    })
  );
}

function ofRecord(keyType: z.ZodType, valueType: z.ZodType, visitOf: VisitOf): Visit | null {
  const [ofKey, ofValue] = [visitOf(keyType), visitOf(valueType)];
  if (ofKey === null && ofValue === null) {
    return null;
  }
  return (value, path, tell) => {
    if (isObject(value)) {
      Object.entries(value).forEach(([key, item]) => {
        path.push(key);
        ofKey?.(key, path, tell);
        ofValue?.(item, path, tell);
        path.pop();
      });
    }
  };
}

/** If the value fits several branches, the first that accepts it counts, as for zod. */
function ofUnion(options: readonly z.ZodType[], visitOf: VisitOf): Visit | null {
  if (options.every((option) => visitOf(option) === null)) {
    return null;
  }
  return (value, path, tell) => {
    const fitting = options.filter((option) => hasFormOf(option, value));
    const meant =
      fitting.length > 1 ? (fitting.find((option) => option.safeParse(value).success) ?? fitting[0]) : fitting[0];
    if (meant) {
      visitOf(meant)?.(value, path, tell);
    }
  };
}

function hasFormOf(schema: z.ZodType, value: unknown): boolean {
  const inner = withoutWrapper(schema);
  if (inner !== schema) {
    return hasFormOf(inner, value);
  }
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).some((option) => hasFormOf(option, value));
  }
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) {
    return isObject(value);
  }
  return schema instanceof z.ZodArray ? Array.isArray(value) : typeof value !== 'object';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
