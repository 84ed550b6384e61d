/** From a schema to a recipe of a value: first a small one that the schema takes, which is then enlarged to its limits. */
import type { z } from 'zod';
import { pick } from './patterns.ts';
import { isFreeText, NoInput, textMaker } from './texts.ts';
import type { Making } from './texts.ts';

export type Recipe = Leaf | ObjectRecipe | ListRecipe | RecordRecipe | Choice;

interface Leaf {
  kind: 'leaf';
  make: () => unknown;
  /** Makes another kind of value: what was made was refused. */
  again: () => void;
  /** Of a few values, takes this one. */
  set?: (value: unknown) => void;
}
interface ObjectRecipe {
  kind: 'object';
  fields: Map<string, Field>;
}
interface Field {
  recipe: Recipe;
  isOptional: boolean;
  isPresent: boolean;
}
export interface ListRecipe {
  kind: 'list';
  items: Recipe[];
  least: number;
  most: number;
  count: number;
}
export interface RecordRecipe {
  kind: 'record';
  key: Recipe;
  value: Recipe;
  most: number;
  count: number;
}
interface Choice {
  kind: 'choice';
  options: z.ZodType[];
  at: number;
  chosen: Recipe;
  make: (schema: z.ZodType) => Recipe;
}

/** Lists without a limit of their own are as long as a body may be. */
const ENDLESS = 100_000;

interface Definition {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  element?: z.ZodType;
  items?: z.ZodType[];
  options?: z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  values?: unknown[];
  entries?: Record<string, unknown>;
  getter?: () => z.ZodType;
  checks?: Array<{
    _zod: { def: { check: string; maximum?: number; minimum?: number; value?: number; length?: number } };
  }>;
}

const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition;
const OPTIONAL = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch']);

function unwrapped(schema: z.ZodType): { inner: z.ZodType; isOptional: boolean } {
  let [inner, isOptional] = [schema, false];
  for (;;) {
    const { type, innerType, in: first, out } = definitionOf(inner);
    if (OPTIONAL.has(type) && innerType) {
      isOptional ||= type !== 'readonly' && type !== 'nonoptional';
      inner = innerType;
    } else if (type === 'pipe' && first && out) {
      // What a transformation leads to, or comes from.
      inner = definitionOf(first).type === 'transform' ? out : first;
    } else {
      return { inner, isOptional };
    }
  }
}

function limitsOf({ checks = [] }: Definition): { least: number; most: number | null } {
  const of = (...names: string[]) =>
    checks.flatMap(({ _zod: { def } }) =>
      names.includes(def.check) ? [def.maximum ?? def.minimum ?? def.length ?? 0] : [],
    );
  return {
    least: Math.max(0, ...of('min_length', 'length_equals')),
    most: of('max_length', 'length_equals').at(-1) ?? null,
  };
}

export function recipeOf(schema: z.ZodType, making: Making, place = { isEnd: false, depth: 0 }): Recipe {
  const { inner } = unwrapped(schema);
  const definition = definitionOf(inner);
  const within = (one: z.ZodType) => recipeOf(one, making, { isEnd: place.isEnd, depth: place.depth + 1 });
  const { chance } = making;
  switch (definition.type) {
    case 'object':
      return objectRecipe(inner as z.ZodObject, making, place.depth);
    case 'array': {
      const { least, most } = limitsOf(definition);
      const count = Math.max(least, chance() < 0.85 ? 1 + Math.floor(chance() * 2) : 0);
      const items = Array.from({ length: Math.max(1, Math.min(count, 4)) }, () =>
        within(definition.element as z.ZodType),
      );
      return { kind: 'list', items, least, most: most ?? ENDLESS, count: Math.min(count, most ?? count) };
    }
    case 'tuple': {
      const items = (definition.items ?? []).map(within);
      return { kind: 'list', items, least: items.length, most: items.length, count: items.length };
    }
    case 'record':
      return {
        kind: 'record',
        key: within(definition.keyType as z.ZodType),
        value: within(definition.valueType as z.ZodType),
        most: MOST_ENTRIES,
        count: 1,
      };
    case 'union': {
      const options = [...(definition.options ?? [])];
      // The largest form first.
      const at = chance() < 0.7 ? options.length - 1 : Math.floor(chance() * options.length);
      return { kind: 'choice', options, at, chosen: within(options[at] as z.ZodType), make: within };
    }
    case 'intersection': {
      const [left, right] = [definition.left, definition.right].map((one) => within(one as z.ZodType));
      const fields = [left, right].flatMap((one) => (one?.kind === 'object' ? [...one.fields] : []));
      return { kind: 'object', fields: new Map(fields) };
    }
    case 'lazy':
      return within((definition.getter as () => z.ZodType)());
    default:
      return leafOf(inner, definition, making, place.isEnd);
  }
}

/** How many texts in it may be templates. */
export function freeTexts(schema: z.ZodType): number {
  const { inner } = unwrapped(schema);
  const definition = definitionOf(inner);
  const within = [
    ...(definition.type === 'object' ? Object.values((inner as z.ZodObject).shape as Record<string, z.ZodType>) : []),
    ...[definition.element, definition.valueType, ...(definition.options ?? [])].filter((one) => one !== undefined),
  ];
  const own = definition.type === 'string' && isFreeText(inner as z.ZodString) ? 1 : 0;
  return own + within.reduce((sum, one) => sum + freeTexts(one), 0);
}

/** A record says how many entries it takes only by refusing more. */
const MOST_ENTRIES = 1_000;

function objectRecipe(schema: z.ZodObject, making: Making, depth: number): ObjectRecipe {
  const fields = new Map<string, Field>();
  let [instants, isEnd] = [0, false];
  for (const [name, field] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const { inner, isOptional } = unwrapped(field);
    // Of two times, the second is the end of the first.
    if (definitionOf(inner).type === 'string') {
      const takesTime = ['2026-01-05T09:00', '2026-01-05T09:00:00Z', '2026-01-05'].some(
        (text) => (inner as z.ZodType).safeParse(text).success && !(inner as z.ZodType).safeParse('x').success,
      );
      isEnd = takesTime && instants++ > 0;
    }
    const isPresent = !isOptional || making.chance() < 0.75;
    fields.set(name, { recipe: recipeOf(field, making, { isEnd, depth }), isOptional, isPresent });
  }
  return { kind: 'object', fields };
}

function leafOf(schema: z.ZodType, definition: Definition, making: Making, isEnd: boolean): Leaf {
  const constant = (choices: readonly unknown[]): Leaf => {
    let at = Math.floor(making.chance() * choices.length);
    return {
      kind: 'leaf',
      make: () => choices[at],
      again: () => (at = (at + 1) % choices.length),
      set: (value) => (at = Math.max(0, choices.indexOf(value))),
    };
  };
  switch (definition.type) {
    case 'string': {
      let make = textMaker(schema as z.ZodString, making, isEnd);
      return {
        kind: 'leaf',
        make: () => make(),
        again: () => (make = textMaker(schema as z.ZodString, making, isEnd)),
      };
    }
    case 'enum':
      return constant(Object.values(definition.entries ?? {}));
    case 'literal':
      return constant(definition.values ?? []);
    case 'boolean':
      return constant([true, false]);
    case 'null':
    case 'undefined':
    case 'void':
      return constant([null]);
    case 'number':
    case 'int':
      return constant(extremes(schema as z.ZodNumber));
    case 'unknown':
    case 'any':
    case 'custom':
      return constant(freeValues());
    default:
      throw new NoInput(`nothing is known about schemas of type ${definition.type}`);
  }
}

function extremes(schema: z.ZodNumber): number[] {
  const bound = (value: number | null | undefined, otherwise: number) =>
    value === null || value === undefined || Math.abs(value) > 1e9 ? otherwise : value;
  const all = [bound(schema.minValue, 1), bound(schema.maxValue, 1_000_000), 1, 0, 100];
  return [...new Set(all.filter((number) => schema.safeParse(number).success))];
}

/** JSON without a schema: as deep, as wide and as long as is taken. */
function freeValues(): unknown[] {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 90; depth++) deep = depth % 2 === 0 ? [deep] : { d: deep };
  return [deep, Array.from({ length: 60_000 }, () => 0), { message: 'e '.repeat(200_000) }, manyFields(20_000)];
}

const manyFields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, `${i} e`]));

/** A value by the recipe; texts and numbers are made anew. */
export function made(recipe: Recipe): unknown {
  switch (recipe.kind) {
    case 'leaf':
      return recipe.make();
    case 'choice':
      return made(recipe.chosen);
    case 'object':
      return Object.fromEntries(
        [...recipe.fields].flatMap(([name, { recipe: field, isPresent }]) => (isPresent ? [[name, made(field)]] : [])),
      );
    case 'list':
      return Array.from({ length: recipe.count }, (_, i) => made(recipe.items[i % recipe.items.length] as Recipe));
    case 'record':
      return Object.fromEntries(
        Array.from({ length: recipe.count }, () => [String(made(recipe.key)), made(recipe.value)]),
      );
  }
}

/** The recipes on the way to a place in a value, the outermost first; each with the name under which it lies in the one before. */
function along(recipe: Recipe, path: readonly PropertyKey[]): Array<{ recipe: Recipe; name: PropertyKey | null }> {
  const way: Array<{ recipe: Recipe; name: PropertyKey | null }> = [{ recipe, name: null }];
  let at = recipe;
  for (const name of path) {
    while (at.kind === 'choice') {
      at = at.chosen;
      way.push({ recipe: at, name: null });
    }
    const next =
      at.kind === 'object'
        ? at.fields.get(String(name))?.recipe
        : at.kind === 'list'
          ? at.items[Number(name) % at.items.length]
          : at.kind === 'record'
            ? at.value
            : undefined;
    if (next === undefined) break;
    at = next;
    way.push({ recipe: at, name });
  }
  return way;
}

interface Wrong {
  path: readonly PropertyKey[];
  reason: string;
  of?: readonly string[];
  /** It belongs to objects of these types only. */
  types?: readonly string[];
  given?: string;
}

/** Changes what was refused. @returns whether anything could be changed */
export function repair(recipe: Recipe, wrong: Wrong, making: Making): boolean {
  const { path, reason, of = [] } = wrong;
  const way = along(recipe, path);
  if (making.chance() < 0.7 && retyped(way, wrong, making)) return true;
  const last = way.at(-1)?.recipe;
  const target = last?.kind === 'choice' ? innermost(last) : last;
  const holder = [target, ...way.map(({ recipe: one }) => one).toReversed()].find(
    (one) => one?.kind === 'object' && of.some((name) => one.fields.has(name)),
  );
  if (holder?.kind === 'object') return oneOf(holder, of, reason, making);
  if (reason === 'missing') {
    const field = ownerOf(way, path);
    if (field && !field.isPresent) return (field.isPresent = true);
  }
  // Another text of the same kind may be taken.
  if (reason.startsWith('wrong-') && reason !== 'wrong-type' && target?.kind === 'leaf' && making.chance() < 0.8) {
    target.again();
    return true;
  }
  if (OF_OTHERS.has(reason) && isDroppable(way, path)) return drop(way, path);
  for (const { recipe: one } of way.toReversed()) {
    if (one.kind === 'choice' && one.options.length > 1) {
      one.at = (one.at + 1) % one.options.length;
      one.chosen = one.make(one.options[one.at] as z.ZodType);
      return true;
    }
    if (one.kind === 'leaf' && !isDroppable(way, path)) {
      one.again();
      return true;
    }
    if (isDroppable(way, path)) return drop(way, path);
    if (one.kind === 'list' && one.count > one.least) {
      one.count = one.least === 0 && one.count <= 1 ? 0 : Math.max(one.least, Math.floor(one.count / 2));
      return true;
    }
  }
  return false;
}

/** Makes the object one of the types to which the field belongs. */
function retyped(way: ReturnType<typeof along>, { types = [], given }: Wrong, { chance }: Making): boolean {
  if (types.length === 0) return false;
  const fields = way.flatMap(({ recipe }) => (recipe.kind === 'object' ? [...recipe.fields.values()] : []));
  const typed = fields.find(({ recipe }) => recipe.kind === 'leaf' && recipe.set && recipe.make() === given);
  if (typed?.recipe.kind !== 'leaf') return false;
  typed.recipe.set?.(pick(types, chance));
  return true;
}

/** What is refused because of something else beside it. */
const OF_OTHERS = new Set(['not-with', 'only-with', 'only-of-type', 'same-as-other', 'reserved', 'unknown-field']);

function oneOf(holder: ObjectRecipe, of: readonly string[], reason: string, making: Making): boolean {
  const known = of.filter((name) => holder.fields.has(name));
  const kept = pick(known, making.chance);
  for (const name of known) {
    const field = holder.fields.get(name);
    if (field === undefined) continue;
    field.isPresent = reason !== 'exactly-one' || name === kept;
    if (field.isPresent && field.recipe.kind === 'list') field.recipe.count = Math.max(1, field.recipe.count);
  }
  return true;
}

const innermost = (choice: Choice): Recipe =>
  choice.chosen.kind === 'choice' ? innermost(choice.chosen) : choice.chosen;

function ownerOf(way: ReturnType<typeof along>, path: readonly PropertyKey[]): Field | undefined {
  const name = String(path.at(-1));
  for (const { recipe } of way.toReversed()) {
    if (recipe.kind === 'object' && recipe.fields.has(name)) return recipe.fields.get(name);
  }
  return undefined;
}

const isDroppable = (way: ReturnType<typeof along>, path: readonly PropertyKey[]) => {
  const field = ownerOf(way, path);
  return field?.isOptional === true && field.isPresent;
};

function drop(way: ReturnType<typeof along>, path: readonly PropertyKey[]): boolean {
  const field = ownerOf(way, path);
  if (field === undefined) return false;
  field.isPresent = false;
  return true;
}

/** Everything that can be made larger. */
export function enlargeable(recipe: Recipe): Array<ListRecipe | RecordRecipe> {
  switch (recipe.kind) {
    case 'leaf':
      return [];
    case 'choice':
      return enlargeable(recipe.chosen);
    case 'object':
      return [...recipe.fields.values()].flatMap(({ recipe: one, isPresent }) => (isPresent ? enlargeable(one) : []));
    case 'list':
      return [...(recipe.count > 0 ? [recipe] : []), ...(recipe.count > 0 ? recipe.items.flatMap(enlargeable) : [])];
    case 'record':
      return [recipe, ...enlargeable(recipe.value)];
  }
}
