/**
 * Keeps figures of a group from becoming figures of a person. How fast people answer is counted in **cells**: the
 * incidents of one calendar month (UTC), one team and one policy. A cell counts whole or not at all, in every answer,
 * and only if enough people are in it, if the period covers its month, and if that month is over for good. So every
 * answer is a sum of such cells, and the difference of two answers is one of cells, never of people.
 */
import type { IncidentFact, IncidentPart } from '#domain/insight/facts';
import type { NullReason } from '#domain/insight/figure';
import { monthOf } from '#domain/time/month';
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
  /** Whether a filter divides cells: then none is told. */
  isFiltered: boolean;
  /** Of teams: these are the group. Managers and others who answer are in no group that is too small without them. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Why nothing is told, as far as anybody can see: it must not say how many answered. */
export function whyUntold(question: CellQuestion, counted: readonly unknown[]): NullReason {
  if (question.isFiltered) {
    return 'filtered';
  }
  const months = monthsIn(question.period);
  if (months.length === 0) {
    return 'no-whole-month';
  }
  if (!months.some((month) => isClosed(month, question))) {
    return 'not-settled';
  }
  return counted.length === 0 ? 'nothing' : 'small-group';
}

/** Those that it covers. */
function monthsIn({ start, end }: Span): Span[] {
  const months: Span[] = [];
  for (let month = monthOf(start); month.end <= end; month = monthOf(month.end)) {
    if (month.start >= start) {
      months.push(month);
    }
  }
  return months;
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
  return [...cells].flatMap(([start, ofMonth]) =>
    !question.isFiltered && isClosed(monthOf(start), question) ? [...ofMonth.values()] : [],
  );
}

/**
 * Those of cells with enough people of the group.
 *
 * @param peopleOf the people whose figure it would be
 */
export function largeOf<Item>(
  cells: ReadonlyArray<readonly Item[]>,
  { members }: Pick<CellQuestion, 'members'>,
  { partOf, peopleOf }: { partOf: (item: Item) => IncidentPart; peopleOf: (item: Item) => readonly string[] },
): Item[] {
  return cells.flatMap((cell) => {
    const [first] = cell;
    const group = first === undefined ? null : groupOf(partOf(first), members);
    return isLarge(cell, (item) => peopleOf(item).filter((one) => group?.has(one) ?? true)) ? cell : [];
  });
}

const NOBODY: ReadonlySet<string> = new Set();

/** null: incidents of no team have whoever answered. */
function groupOf({ team }: IncidentPart, members: CellQuestion['members']): ReadonlySet<string> | null {
  return team === null ? null : (members.get(team) ?? NOBODY);
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

/** By those who answered first. */
export const byAnswerers = { ...ofIncident, peopleOf: firstAnswerers };
/** By those who were paged. */
export const byPaged = { ...ofIncident, peopleOf: pagedPeople };

/** Whoever was first to answer. */
function firstAnswerers({ answers }: IncidentFact): string[] {
  const [first] = answers.length < 2 ? answers : answers.toSorted((a, b) => a.at - b.at);
  return first === undefined ? [] : [first.user];
}

function pagedPeople({ tries }: IncidentFact): string[] {
  return tries.map(({ user }) => user);
}
