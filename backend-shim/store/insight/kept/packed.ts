/**
 * Writes the incidents of one day and team as one short text; `unpack.ts` reads it. Texts stand in a list and are named by
 * their place in it; so are people, in a list of the day, where they can be erased. Instants count from the opening. All
 * numbers are the bytes of one array, since hundreds of thousands of short lists take longer to collect than to read.
 */
import { z } from 'zod';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import type { DeedFact, StepFact } from '#domain/insight/facts';
import { RATINGS } from '#domain/incident/rating';
import type { KeptIncident } from './kept-incident.ts';

/** Raised with each change of the form, or of what an incident's facts are. */
export const FORMAT = 3;

export const RESOLVERS = [null, 'source', 'person', 'other'] as const;

/** Gives each text its place in the list. */
export interface PlaceList {
  texts: string[];
  placeOf(text: string): number;
}

export function placeList(): PlaceList {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    placeOf: (text) => {
      const found = places.get(text);
      if (found !== undefined) {
        return found;
      }
      places.set(text, texts.push(text) - 1);
      return texts.length - 1;
    },
  };
}

/** Where each of the numbers stands that every incident has. Of texts and people it is their place, or -1 for none. */
export const HEAD = {
  openedAt: 0,
  integration: 1,
  name: 2,
  policy: 3,
  link: 4,
  leftOut: 5,
  resolver: 6,
  snoozed: 7,
  deliveries: 8,
} as const;
/** How many numbers each of the lists has that follow, in their order. */
export const COUNTS = {
  resolvedAfter: 9,
  concerns: 10,
  tries: 11,
  answers: 12,
  deeds: 13,
  steps: 14,
  stops: 15,
  ratings: 16,
  calls: 17,
} as const;
const FIRST_COUNT = COUNTS.resolvedAfter;
export const HEAD_LENGTH = COUNTS.calls + 1;
/** Instead of a count: what people did is what they answered. */
export const SAME = -1;

/** The numbers of one of each. A step has its people's after these. */
export const [PAIR, TRY, CALL, STEP] = [2, 8, 6, 3];
/** Instead of an instant: there was none. */
export const NEVER = -2_147_483_648;

const texts = z.array(z.string());
const packed = z.object({
  texts,
  /** Of the incidents. */
  ids: texts,
  /** Of all incidents, in their order. */
  deliveries: texts,
  /** Openings count from it; ms. */
  from: z.number(),
  /** Bytes of each number: 4 (Int32Array) or 8 (Float64Array), little-endian as every machine that we build for. */
  width: z.literal([4, 8]),
  /** Base64. */
  numbers: z.string(),
});
export const packedFacts = packed.refine(isWhole, 'ends within an incident');
export type PackedFacts = z.output<typeof packed>;

export function numbersOf({ width, numbers }: Pick<PackedFacts, 'width' | 'numbers'>): ArrayLike<number> {
  const { buffer, byteOffset, byteLength } = Buffer.from(numbers, 'base64');
  const own = buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % width));
  return width === 4 ? new Int32Array(own) : new Float64Array(own);
}

function bytesOf(numbers: readonly number[]): Pick<PackedFacts, 'width' | 'numbers'> {
  const short = Int32Array.from(numbers);
  const isShort = numbers.every((number, i) => number === short[i]);
  const { buffer } = isShort ? short : Float64Array.from(numbers);
  return { width: isShort ? 4 : 8, numbers: Buffer.from(buffer).toString('base64') };
}

/** Whether the lists have what their lengths say. */
function isWhole(facts: PackedFacts): boolean {
  const { ids, deliveries } = facts;
  const numbers = numbersOf(facts);
  let [at, named] = [0, 0];
  for (let i = 0; i < ids.length; i++) {
    const start = at;
    named += numbers[start + HEAD.deliveries] ?? NaN;
    at += HEAD_LENGTH;
    for (let place = FIRST_COUNT; place < HEAD_LENGTH; place++) {
      const length = numbers[start + place] ?? NaN;
      if (!Number.isInteger(length) || length < SAME) {
        return false;
      }
      at += Math.max(0, length);
    }
  }
  return at === numbers.length && named === deliveries.length;
}

const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Says the same as the schema, in a tenth of its time. */
export function isPackedFacts(value: unknown): boolean {
  const facts = (value ?? {}) as Record<string, unknown>;
  return (
    areTexts(facts['texts']) &&
    areTexts(facts['ids']) &&
    areTexts(facts['deliveries']) &&
    typeof facts['from'] === 'number' &&
    (facts['width'] === 4 || facts['width'] === 8) &&
    typeof facts['numbers'] === 'string' &&
    isWhole(value as PackedFacts)
  );
}

export function pack(kept: readonly KeptIncident[], people: PlaceList): PackedFacts {
  const [texts, deliveries] = [placeList(), [] as string[]];
  const from = kept[0]?.fact.openedAt ?? 0;
  const numbers: number[] = [];
  for (const one of kept) {
    const own = packIncident(one, texts, people);
    numbers.push(one.fact.openedAt - from, ...own.head, own.deliveries.length);
    numbers.push(...own.lists.map((list) => (list === null ? SAME : list.length)));
    own.lists.forEach((list) => list?.forEach((number) => numbers.push(number)));
    deliveries.push(...own.deliveries);
  }
  return { texts: texts.texts, ids: kept.map(({ fact }) => fact.id), deliveries, from, ...bytesOf(numbers) };
}

interface PackedIncident {
  /** After the opening and before the number of deliveries. */
  head: number[];
  deliveries: string[];
  /** In the order of their counts; null: as the list of answers. */
  lists: Array<number[] | null>;
}

function packIncident(
  { fact, concerns, link, ratings, calls }: KeptIncident,
  texts: PlaceList,
  people: PlaceList,
): PackedIncident {
  const { openedAt, resolvedAt, alert, part, leftOut, resolvedBy } = fact;
  const [deliveries, pages] = [placeList(), placeList()];
  const text = (one: string | null) => (one === null ? -1 : texts.placeOf(one));
  const deedsOf = (list: readonly DeedFact[]) => list.flatMap(({ at, user }) => [at - openedAt, people.placeOf(user)]);
  const stepOf = ({ at, step, users }: StepFact) => [
    ...[at - openedAt, step ?? -1, users.length],
    ...users.map(people.placeOf),
  ];
  const tries = fact.tries.flatMap(({ page, delivery, user, channel, madeAt, at, ok, failedAt }) => [
    ...[pages.placeOf(page), deliveries.placeOf(delivery), people.placeOf(user), texts.placeOf(channel)],
    ...[madeAt - openedAt, at - openedAt, ok ? 1 : 0, failedAt === null ? NEVER : failedAt - openedAt],
  ]);
  const called = calls.flatMap(({ delivery, isUpdate, user, at, channel, urgent }) => [
    ...[deliveries.placeOf(delivery), people.placeOf(user), at - openedAt, texts.placeOf(channel), urgent ? 1 : 0],
    isUpdate ? 1 : 0,
  ]);
  const [answers, deeds] = [deedsOf(fact.answers), deedsOf(fact.deeds)];
  return {
    head: [
      ...[text(alert.integration), text(alert.name), text(part.policy), text(link)],
      ...[leftOut === null ? -1 : LEFT_OUT_REASONS.indexOf(leftOut), RESOLVERS.indexOf(resolvedBy), fact.snoozed],
    ],
    deliveries: deliveries.texts,
    lists: [
      resolvedAt === null ? [] : [resolvedAt - openedAt],
      concerns.map(people.placeOf),
      tries,
      answers,
      deeds.length > 0 && isSame(answers, deeds) ? null : deeds,
      fact.steps.flatMap(stepOf),
      fact.stops.map((at) => at - openedAt),
      ratings.flatMap(({ user, rating }) => [people.placeOf(user), RATINGS.indexOf(rating)]),
      called,
    ],
  };
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i]);
}
