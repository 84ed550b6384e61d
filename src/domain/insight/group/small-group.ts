/**
 * Keeps figures of a group from becoming figures of a person. How fast people answer is counted in **cells**: the
 * incidents of one calendar month (UTC), one team and one policy. A cell counts whole or not at all, in every answer,
 * and only if enough people are in it, if the period covers its month, and if that month is over for good. So every
 * answer is a sum of such cells, and the difference of two answers is one of cells, never of people.
 */
import type { IncidentFact, IncidentPart } from '#domain/insight/facts';
import { monthOf } from '#domain/insight/month';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

/** Fewer people are no group. */
export const SMALLEST_GROUP = 3;

/** What happens to an incident of a month later than this after its end no longer counts, so that a cell stays. */
const SETTLES = DAY;

export interface CellQuestion {
  period: Span;
  now: number;
  /** Older incidents may have been removed. */
  keptSince: number;
}

function isClosed(month: Span, { period, now, keptSince }: CellQuestion): boolean {
  return (
    month.start >= period.start && month.end <= period.end && month.end + SETTLES <= now && month.start >= keptSince
  );
}

interface CellsOf<Item> {
  partOf: (item: Item) => IncidentPart;
  atOf: (item: Item) => number;
}

/** By cell, those of cells that are closed. */
export function inCells<Item>(
  items: readonly Item[],
  question: CellQuestion,
  { partOf, atOf }: CellsOf<Item>,
): Item[][] {
  // Most parts are one object for many incidents, for which no text is made.
  const keys = new Map<IncidentPart, string>();
  const keyOf = (part: IncidentPart) => {
    const key = keys.get(part) ?? partKey(part);
    keys.set(part, key);
    return key;
  };
  const cells = new Map<number, Map<string, Item[]>>();
  for (const item of items) {
    const { start } = monthOf(atOf(item));
    const ofMonth = cells.get(start) ?? new Map<string, Item[]>();
    cells.set(start, ofMonth);
    const key = keyOf(partOf(item));
    const cell = ofMonth.get(key) ?? [];
    ofMonth.set(key, cell);
    cell.push(item);
  }
  return [...cells].flatMap(([start, ofMonth]) => (isClosed(monthOf(start), question) ? [...ofMonth.values()] : []));
}

/** Those of cells with enough people. @param peopleOf the people whose figure it would be */
export function largeOf<Item>(
  cells: ReadonlyArray<readonly Item[]>,
  peopleOf: (item: Item) => readonly string[],
): Item[] {
  return cells.flatMap((cell) => (isLarge(cell, peopleOf) ? cell : []));
}

/** The length of one says where the other begins, whatever they contain. */
function partKey({ team, policy }: IncidentPart): string {
  return `${team?.length ?? -1} ${team ?? ''} ${policy === null ? 0 : 1}${policy ?? ''}`;
}

function isLarge<Item>(cell: readonly Item[], peopleOf: (item: Item) => readonly string[]): boolean {
  const people = new Set<string>();
  return cell.some((item) => {
    peopleOf(item).forEach((one) => people.add(one));
    return people.size >= SMALLEST_GROUP;
  });
}

/** As it was when its month was over. */
export function settled(incident: IncidentFact): IncidentFact {
  const end = monthOf(incident.openedAt).end + SETTLES;
  if (isSettledBy(incident, end)) {
    return incident;
  }
  const isLate = incident.resolvedAt !== null && incident.resolvedAt > end;
  return {
    ...incident,
    tries: incident.tries.filter(({ at }) => at <= end),
    answers: incident.answers.filter(({ at }) => at <= end),
    deeds: incident.deeds.filter(({ at }) => at <= end),
    steps: incident.steps.filter(({ at }) => at <= end),
    stops: incident.stops.filter((at) => at <= end),
    ...(isLate ? { resolvedAt: null, resolvedBy: null } : {}),
  };
}

/** Most incidents are over soon. */
function isSettledBy({ resolvedAt, tries, answers, deeds, steps, stops }: IncidentFact, end: number): boolean {
  const isBefore = ({ at }: { at: number }) => at <= end;
  return (
    (resolvedAt === null || resolvedAt <= end) &&
    tries.every(isBefore) &&
    answers.every(isBefore) &&
    deeds.every(isBefore) &&
    steps.every(isBefore) &&
    stops.every((at) => at <= end)
  );
}

export const ofIncident = {
  partOf: ({ part }: IncidentFact) => part,
  atOf: ({ openedAt }: IncidentFact) => openedAt,
};

/** Whoever was first to answer. */
export function firstAnswerers({ answers }: IncidentFact): string[] {
  const [first] = answers.length < 2 ? answers : answers.toSorted((a, b) => a.at - b.at);
  return first === undefined ? [] : [first.user];
}

export function pagedPeople({ tries }: IncidentFact): string[] {
  return tries.map(({ user }) => user);
}
