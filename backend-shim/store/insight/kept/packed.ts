/**
 * Writes the incidents of one day and team as one short text, and reads it. Texts stand in a list and are named by their
 * place in it; so are people, in a list of the day, where they can be erased. Instants count from the opening.
 */
import { z } from 'zod';
import { LEFT_OUT_REASONS } from '#domain/insight/facts';
import type {
  AlertIdentity,
  DeedFact,
  IncidentFact,
  IncidentPart,
  RatingFact,
  StepFact,
  TryFact,
} from '#domain/insight/facts';
import { RATINGS } from '#domain/review/rating';
import type { Rating } from '#domain/review/rating';
import type { KeptCall, KeptIncident } from './kept-incident.ts';

/** Raised with each change of the form, or of what an incident's facts are. */
export const FORMAT = 1;

const RESOLVERS = [null, 'source', 'person', 'other'] as const;

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

type Numbers = readonly number[];

/** Numbers of one call. */
const CALL = 5;

const numbers = z.array(z.number());
const optional = z.number().nullable();
const packedIncident = z.tuple([
  z.string(), // id
  z.number(), // opened at
  optional, // resolved after
  numbers, // alert's integration or -1, alert's name, policy or -1, link or -1, why left out or -1, resolved by whom
  z.number(), // snoozed
  z.array(z.string()), // deliveries
  numbers, // concerns
  numbers, // tries: page, delivery, person, channel, made, at, ok
  numbers, // answers: at, person
  numbers, // deeds: at, person
  z.array(z.tuple([z.number(), optional, numbers])), // steps
  numbers, // stops
  numbers, // ratings: person, rating
  numbers, // calls: delivery, person, at, channel, urgent
]);
export const packedFacts = z.object({ texts: z.array(z.string()), incidents: z.array(packedIncident) });
type PackedIncident = z.output<typeof packedIncident>;
export type PackedFacts = z.output<typeof packedFacts>;

const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'number');
const isText = (value: unknown): boolean => typeof value === 'string';
const isOptional = (value: unknown): boolean => value === null || typeof value === 'number';
const isStep = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'number' && isOptional(value[1]) && isNumbers(value[2]);
const LISTS = [3, 6, 7, 8, 9, 11, 12, 13];

function isPackedIncident(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === packedIncident.def.items.length &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number' &&
    isOptional(value[2]) &&
    typeof value[4] === 'number' &&
    Array.isArray(value[5]) &&
    value[5].every(isText) &&
    Array.isArray(value[10]) &&
    value[10].every(isStep) &&
    LISTS.every((place) => isNumbers(value[place]))
  );
}

/** Says the same as the schema, in a tenth of its time. */
export function isPackedFacts(value: unknown): boolean {
  const { texts, incidents } = (value ?? {}) as Record<string, unknown>;
  return Array.isArray(texts) && texts.every(isText) && Array.isArray(incidents) && incidents.every(isPackedIncident);
}

export function pack(kept: readonly KeptIncident[], people: PlaceList): PackedFacts {
  const texts = placeList();
  return { incidents: kept.map((one) => packIncident(one, texts, people)), texts: texts.texts };
}

function packIncident(
  { fact, concerns, link, ratings, calls }: KeptIncident,
  texts: PlaceList,
  people: PlaceList,
): PackedIncident {
  const { openedAt, resolvedAt, alert, part, leftOut, resolvedBy } = fact;
  const [deliveries, pages] = [placeList(), placeList()];
  const text = (one: string | null) => (one === null ? -1 : texts.placeOf(one));
  const deeds = (list: readonly DeedFact[]) => list.flatMap(({ at, user }) => [at - openedAt, people.placeOf(user)]);
  const tries = fact.tries.flatMap(({ page, delivery, user, channel, madeAt, at, ok }) => [
    ...[pages.placeOf(page), deliveries.placeOf(delivery), people.placeOf(user), texts.placeOf(channel)],
    ...[madeAt - openedAt, at - openedAt, ok ? 1 : 0],
  ]);
  return [
    fact.id,
    openedAt,
    resolvedAt === null ? null : resolvedAt - openedAt,
    [
      ...[text(alert.integration), text(alert.name), text(part.policy), text(link)],
      ...[leftOut === null ? -1 : LEFT_OUT_REASONS.indexOf(leftOut), RESOLVERS.indexOf(resolvedBy)],
    ],
    fact.snoozed,
    deliveries.texts,
    concerns.map(people.placeOf),
    tries,
    deeds(fact.answers),
    deeds(fact.deeds),
    fact.steps.map(({ at, step, users }) => [at - openedAt, step, users.map(people.placeOf)]),
    fact.stops.map((at) => at - openedAt),
    ratings.flatMap(({ user, rating }) => [people.placeOf(user), RATINGS.indexOf(rating)]),
    calls.flatMap(({ delivery, user, at, channel, urgent }) => [
      ...[deliveries.placeOf(delivery), people.placeOf(user), at - openedAt, texts.placeOf(channel), urgent ? 1 : 0],
    ]),
  ];
}

/** Whose incident it is, and when it opened, without reading the rest. */
export interface PackedHead {
  policy: string | null;
  openedAt: number;
  /** Whether it concerns the person, or a page about it reached them. */
  isAbout(login: string): boolean;
}

/** What of an incident is read; the rest is empty. */
export interface NeededParts {
  calls: boolean;
  /** What people did besides answering. */
  deeds: boolean;
  /** Steps of the escalation, and what stopped it. */
  steps: boolean;
}

export interface UnpackWith {
  facts: PackedFacts;
  team: string | null;
  people: readonly string[];
  needed: NeededParts;
}

/** @param isAsked what is not is left out */
export function unpack(
  { facts, team, people, needed }: UnpackWith,
  isAsked: (head: PackedHead) => boolean,
): KeptIncident[] {
  const lists: UnpackLists = { texts: facts.texts, people, team, needed, alerts: new Map(), parts: new Map() };
  const kept: KeptIncident[] = [];
  for (const packed of facts.incidents) {
    const policy = facts.texts[packed[3][2] as number] ?? null;
    const isAbout = (login: string) =>
      packed[6].some((place) => people[place] === login) ||
      packed[13].some((place, i) => i % CALL === 1 && people[place] === login);
    if (isAsked({ policy, openedAt: packed[1], isAbout })) {
      kept.push(unpackIncident(packed, lists));
    }
  }
  return kept;
}

interface UnpackLists {
  texts: readonly string[];
  people: readonly string[];
  team: string | null;
  needed: NeededParts;
  /** Those that were read before: many incidents are of one alert and of one policy. */
  alerts: Map<number, AlertIdentity>;
  parts: Map<number, IncidentPart>;
}

const NONE: readonly never[] = [];
const PAIR = 2;
const TRY = 7;

function unpackIncident(packed: PackedIncident, lists: UnpackLists): KeptIncident {
  const [id, openedAt, resolved, places, snoozed, , concerns, , answers, deeds, steps, stops] = packed;
  const { texts, people, needed } = lists;
  const [, , , link, leftOut, resolver] = places as [number, number, number, number, number, number];
  const answered = unpackDeeds(answers, openedAt, people);
  const fact: IncidentFact = {
    id,
    alert: alertOf(places, lists),
    part: partOf(places, lists),
    openedAt,
    leftOut: LEFT_OUT_REASONS[leftOut] ?? null,
    tries: unpackTries(packed, lists),
    answers: answered,
    deeds: !needed.deeds ? NONE : isSame(answers, deeds) ? answered : unpackDeeds(deeds, openedAt, people),
    steps: needed.steps ? unpackSteps(steps, openedAt, people) : NONE,
    stops: needed.steps ? stops.map((at) => openedAt + at) : NONE,
    resolvedAt: resolved === null ? null : openedAt + resolved,
    resolvedBy: RESOLVERS[resolver] ?? null,
    snoozed,
  };
  return {
    fact,
    concerns: concerns.map((place) => people[place] as string),
    link: texts[link] ?? null,
    ratings: unpackRatings(packed, people),
    calls: needed.calls ? unpackCalls(packed, lists) : NONE,
  };
}

function unpackSteps(steps: PackedIncident[10], openedAt: number, people: readonly string[]): StepFact[] {
  return steps.map(([at, step, users]) => {
    return { at: openedAt + at, step, users: users.map((place) => people[place] as string) };
  });
}

function isSame(some: Numbers, others: Numbers): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i]);
}

function alertOf([integration = -1, name = -1]: Numbers, { texts, alerts }: UnpackLists): AlertIdentity {
  const key = (integration + 1) * texts.length + name;
  const alert = alerts.get(key) ?? { integration: texts[integration] ?? null, name: texts[name] as string };
  alerts.set(key, alert);
  return alert;
}

function partOf([, , policy = -1]: Numbers, { texts, team, parts }: UnpackLists): IncidentPart {
  const part = parts.get(policy) ?? { team, policy: texts[policy] ?? null };
  parts.set(policy, part);
  return part;
}

function unpackRatings(packed: PackedIncident, people: readonly string[]): readonly RatingFact[] {
  const [id, list] = [packed[0], packed[12]];
  const ratings: RatingFact[] = [];
  for (let i = 0; i < list.length; i += PAIR) {
    const rating = RATINGS[list[i + 1] as number] as Rating;
    ratings.push({ incident: id, user: people[list[i] as number] as string, rating });
  }
  return ratings.length === 0 ? NONE : ratings;
}

function unpackDeeds(list: Numbers, openedAt: number, people: readonly string[]): readonly DeedFact[] {
  const deeds: DeedFact[] = [];
  for (let i = 0; i < list.length; i += PAIR) {
    deeds.push({ at: openedAt + (list[i] as number), user: people[list[i + 1] as number] as string });
  }
  return deeds.length === 0 ? NONE : deeds;
}

function unpackTries(packed: PackedIncident, { texts, people }: UnpackLists): readonly TryFact[] {
  const [id, openedAt, , , , deliveries, , list] = packed;
  const tries: TryFact[] = [];
  for (let i = 0; i < list.length; i += TRY) {
    const at = (place: number) => list[i + place] as number;
    tries.push({
      // Pages are told apart, and nothing else.
      page: `${id}/${at(0)}`,
      delivery: deliveries[at(1)] as string,
      user: people[at(2)] as string,
      channel: texts[at(3)] as string,
      madeAt: openedAt + at(4),
      at: openedAt + at(5),
      ok: at(6) === 1,
    });
  }
  return tries.length === 0 ? NONE : tries;
}

function unpackCalls(packed: PackedIncident, { texts, people }: UnpackLists): readonly KeptCall[] {
  const [openedAt, deliveries, list] = [packed[1], packed[5], packed[13]];
  const calls: KeptCall[] = [];
  for (let i = 0; i < list.length; i += CALL) {
    const at = (place: number) => list[i + place] as number;
    calls.push({
      delivery: deliveries[at(0)] as string,
      user: people[at(1)] as string,
      at: openedAt + at(2),
      channel: texts[at(3)] as string,
      urgent: at(4) === 1,
    });
  }
  return calls.length === 0 ? NONE : calls;
}
