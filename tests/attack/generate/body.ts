/** The largest and most expensive value that a schema takes, from a seed. */
import type { z } from 'zod';
import { whyOf } from '#contract/base/why';
import type { Chance } from './patterns.ts';
import { pick } from './patterns.ts';
import { enlargeable, made, recipeOf, repair } from './recipe.ts';
import type { ListRecipe, Recipe, RecordRecipe } from './recipe.ts';
import { NoInput } from './texts.ts';
import type { Making, Surroundings } from './texts.ts';

const DAY = 86_400_000;
/** From everything between 1970 and 2100 to a day. */
const SPANS = [130 * 366, 1825, 400, 366, 92, 31, 7, 1].map((days) => days * DAY);

/** Mulberry32, from a text. */
export function chanceOf(seed: string): Chance {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function makingOf(chance: Chance, around: Surroundings, flavour: Making['flavour'] = 'plain'): Making {
  return {
    ...around,
    chance,
    flavour,
    span: pick(SPANS.slice(0, 6), chance),
    side: pick(['past', 'future', 'around'] as const, chance),
    // Templates are told from patterns by what is not there.
    patternLength: flavour === 'template' ? 50 : pick([60, 300, 1_000], chance),
    number: Math.floor(chance() * 1_000_000),
  };
}

export interface Refusal {
  path: readonly PropertyKey[];
  reason: string;
  of?: readonly string[];
  types?: readonly string[];
  given?: string;
}

/** One input that can be repaired by what the other side says, and enlarged. */
export class Input {
  readonly #schema: z.ZodType;
  readonly #making: Making;
  readonly #recipe: Recipe;

  /** @throws NoInput where no value is found that the schema takes */
  constructor(schema: z.ZodType, making: Making) {
    this.#schema = schema;
    this.#making = making;
    this.#recipe = recipeOf(schema, making);
    this.#settle();
  }

  value(): unknown {
    return made(this.#recipe);
  }

  get chance(): Chance {
    return this.#making.chance;
  }

  /** @returns whether it is another input now */
  repair(refusals: readonly Refusal[]): boolean {
    const isRange = refusals.some(({ path }) => ['to', 'from', 'end', 'start', 'until'].includes(String(path.at(-1))));
    if (isRange) {
      const next = SPANS[SPANS.indexOf(this.#making.span) + 1];
      if (next === undefined) return false;
      this.#making.span = next;
    }
    const changed = refusals.slice(0, 20).map((one) => !isRange && repair(this.#recipe, one, this.#making));
    try {
      this.#settle();
    } catch (error) {
      if (error instanceof NoInput) return false;
      throw error;
    }
    return isRange || changed.includes(true);
  }

  #settle(): void {
    let issues: readonly z.core.$ZodIssue[] = [];
    for (let round = 0; round < 120; round++) {
      const result = this.#schema.safeParse(this.value(), { reportInput: true });
      if (result.success) return;
      issues = result.error.issues;
      if (!issues.slice(0, 5).some((issue) => repair(this.#recipe, refusalOf(issue), this.#making))) break;
    }
    const [first] = issues;
    throw new NoInput(`no value is found that it takes: ${first?.path.join('.')} ${first?.message}`);
  }

  /** Makes it as large as `bytes` allow: list by list in an order of chance, to their limits or to a share of them. */
  enlarge(bytes: number): void {
    const lists = enlargeable(this.#recipe);
    const order = lists.map((list) => ({ list, key: this.chance() })).sort((a, b) => a.key - b.key);
    for (const [i, { list }] of order.entries()) {
      const share = i === order.length - 1 || this.chance() < 0.5 ? 1 : 0.4;
      this.#grow(list, bytes ** share);
    }
  }

  #grow(list: ListRecipe | RecordRecipe, bytes: number): void {
    const before = list.count;
    const others = estimate(this.#recipe);
    const each = Math.max(1, (list.kind === 'list' ? estimate(list) : estimate(list)) / Math.max(1, before));
    const times = estimate(this.#recipe) / Math.max(1, estimate(list));
    void times;
    let count = Math.min(list.most, Math.max(before, Math.floor(before + Math.max(0, bytes - others) / each)));
    for (; count > before; count = Math.max(before, Math.floor(count * 0.7))) {
      list.count = count;
      if (estimate(this.#recipe) <= bytes) return;
    }
    list.count = before;
  }
}

/** Bytes of JSON, from one of each text. */
function estimate(recipe: Recipe): number {
  switch (recipe.kind) {
    case 'leaf':
      return (JSON.stringify(recipe.make()) ?? '').length + 2;
    case 'choice':
      return estimate(recipe.chosen);
    case 'object':
      return [...recipe.fields].reduce(
        (sum, [name, { recipe: one, isPresent }]) => sum + (isPresent ? name.length + 4 + estimate(one) : 0),
        2,
      );
    case 'list':
      return (
        2 +
        (recipe.count * recipe.items.reduce((sum, one) => sum + estimate(one), 0)) / Math.max(1, recipe.items.length)
      );
    case 'record':
      return 2 + recipe.count * (estimate(recipe.key) + estimate(recipe.value));
  }
}

/** What of the data of a reason helps to do better. */
export interface ReasonData {
  of?: readonly string[];
  types?: readonly string[];
  given?: string;
}

export function asRefusal(path: readonly PropertyKey[], reason: string, data: ReasonData = {}): Refusal {
  const { of, types, given } = data;
  return { path, reason, ...(of && { of }), ...(types && { types }), ...(typeof given === 'string' && { given }) };
}

function refusalOf(issue: z.core.$ZodIssue): Refusal {
  const why = whyOf(issue) as { reason: string; data?: ReasonData };
  return asRefusal(issue.path, why.reason, why.data);
}
