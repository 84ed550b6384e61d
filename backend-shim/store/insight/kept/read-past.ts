/**
 * Reads what figures need of a period: of past days what is kept of them, of the others the rows of what happened. Where
 * much is not kept yet, all of it is read from the rows.
 */
import { CALLS_BEFORE, REPEATS_WITHIN } from '#domain/insight/facts';
import type { CallFact, IncidentFact, OpeningFact, RatingFact } from '#domain/insight/facts';
import { alertKey } from '#domain/insight/incident/quality';
import { DAY } from '#domain/time/duration';
import type { InsightFilter, InsightSources } from '../incidents.ts';
import { dayOf } from './changes.ts';
import { readKeptDays, readKeptFacts } from './days.ts';
import type { KeptDay, KeptFacts } from './days.ts';
import { readByIds, readConcerned, readOpenedBetween } from './from-rows.ts';
import { callsOf, inOrder } from './kept-incident.ts';
import type { KeptIncident, OrderedCall } from './kept-incident.ts';
import { firstDay } from './make.ts';
import { unpack } from './unpack.ts';
import type { NeededParts, PackedHead } from './unpack.ts';

export interface PastQuestion {
  filter: InsightFilter;
  /** Whose calls are read; null: everybody's. */
  callsOf: readonly string[] | null;
  needed: NeededParts & {
    /** What opened shortly before the period. */
    openings: boolean;
  };
  now: number;
}

export interface ReadPast {
  /** Those that opened in the period. */
  incidents: IncidentFact[];
  /** Those that opened before it, and that somebody answered in it. */
  earlier: IncidentFact[];
  /** Those that count and opened in the days before it. */
  openings: OpeningFact[];
  /** A link to the rule of an alert, by the key of the alert. */
  links: ReadonlyMap<string, string>;
  /** By people; what scripts say counts for nothing. */
  ratings: RatingFact[];
  /** Of those whose calls are read, also shortly before the period. */
  calls: CallFact[];
  /** Of everybody, in the period. */
  callCount: number;
  isCut: boolean;
}

/** A busy year; more would take the sidecar's memory. */
const MOST_INCIDENTS = 100_000;
/** Days that are read from their rows beside those that are kept: today, yesterday, and a few that changed lately. */
const MOST_FROM_ROWS = 5;
/** Days that are read at once. */
const PORTION = 7;

export async function readPast(sources: InsightSources, question: PastQuestion): Promise<ReadPast> {
  const plan = await planOf(sources, question);
  return plan === null ? readAllRows(sources, question) : readDays(sources, question, plan);
}

export async function readAllRows(sources: InsightSources, question: PastQuestion): Promise<ReadPast> {
  const { filter, needed } = question;
  const { start, end } = filter.period;
  const [from, since] = needed.calls ? [start - beforeOf(question), start - CALLS_BEFORE] : [start, null];
  const taking = createTaking(question);
  await readConcerned(sources, { filter, opened: { start: from, end }, since }, (kept) => {
    taking.take(kept);
    return !taking.isFull();
  });
  return taking.end();
}

function beforeOf({ needed }: PastQuestion): number {
  return needed.openings ? REPEATS_WITHIN : 0;
}

interface ReadPlan {
  kept: ReadonlyMap<number, KeptDay>;
  /** The newest first. */
  days: number[];
}

/** @returns null: too little of it is kept */
async function planOf({ db }: InsightSources, question: PastQuestion): Promise<ReadPlan | null> {
  const { filter, needed, now } = question;
  const { start, end } = filter.period;
  const first = await firstDay(db);
  // What opened before the period may have called somebody in it, or been answered in it.
  const from = first === null || needed.calls ? first : Math.max(first, dayOf(start));
  const to = dayOf(Math.min(end, now + DAY) - 1);
  if (from === null || from > to) {
    return { kept: new Map(), days: [] };
  }
  const kept = await readKeptDays(db, from, to, now);
  if (to - from + 1 - kept.size > MOST_FROM_ROWS) {
    return null;
  }
  const days: number[] = [];
  for (let day = to; day >= from; day--) {
    const last = kept.get(day)?.last;
    const isAfter = last === undefined || (last !== null && last >= start - CALLS_BEFORE);
    if (day >= dayOf(start - beforeOf(question)) || isAfter) {
      days.push(day);
    }
  }
  return { kept, days };
}

async function readDays(sources: InsightSources, question: PastQuestion, { kept, days }: ReadPlan): Promise<ReadPast> {
  const taking = createTaking(question);
  const fromRows = new Set<number>();
  for (let from = 0; from < days.length && !taking.isFull(); from += PORTION) {
    const portion = days.slice(from, from + PORTION);
    const again = new Set(portion.filter((day) => !kept.has(day)));
    const facts = await readKeptFacts(
      sources.db,
      portion.filter((day) => kept.has(day)),
      question.filter.team,
    );
    const people = new Map(portion.map((day) => [day, kept.get(day)?.people() ?? null]));
    const isReadable = ({ day, made, facts: read }: KeptFacts) =>
      read !== null && people.get(day) !== null && kept.get(day)?.made === made;
    facts.filter((one) => !isReadable(one)).forEach(({ day }) => again.add(day));
    for (const { day, team, facts: read } of facts) {
      const named = people.get(day) ?? null;
      if (read !== null && named !== null && !again.has(day)) {
        taking.take(unpack({ facts: read, team, people: named, needed: question.needed }, taking.isAsked));
      }
    }
    for (const day of again) {
      fromRows.add(day);
      const span = { start: day * DAY, end: (day + 1) * DAY, team: question.filter.team };
      taking.take((await readOpenedBetween(sources, span)).kept);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const open = [...kept.values()].flatMap((day) => (taking.isFull() || fromRows.has(day.day) ? [] : day.open));
  taking.take(await readByIds(sources, open));
  return taking.end();
}

/** Takes what is asked for from what is read. */
function createTaking({ filter, callsOf: whose, needed }: PastQuestion) {
  const { period, team, policies, user } = filter;
  const within = ({ openedAt }: { openedAt: number }) => openedAt >= period.start && openedAt < period.end;
  const isOfPart = ({ policy }: { policy: string | null }) =>
    policies === null || (policy !== null && policies.includes(policy));
  const incidents: KeptIncident[] = [];
  const earlier: IncidentFact[] = [];
  const openings: OpeningFact[] = [];
  const calls: OrderedCall[] = [];
  const told = whose === null ? null : new Set(whose);
  let callCount = 0;

  const isCall = ({ at, user: called }: { at: number; user: string }) =>
    at >= period.start - CALLS_BEFORE && at < period.end && (user === null || called === user);
  const isToldOf = ({ user: called }: { user: string }) => told?.has(called) ?? true;
  function isAsked(head: PackedHead): boolean {
    const isConcerned = user === null || head.isAbout(user);
    return isOfPart(head) && isConcerned && (needed.calls || within(head));
  }
  function takeEarlier({ fact, concerns }: KeptIncident): void {
    const { alert, openedAt, leftOut } = fact;
    if (user !== null && !concerns.includes(user)) {
      return;
    }
    if (needed.openings && leftOut === null && openedAt >= period.start - REPEATS_WITHIN) {
      openings.push({ alert, openedAt });
    }
    if (isAnsweredIn(fact, period)) {
      earlier.push(fact);
    }
  }
  /** Some of them may not have been asked for. */
  function take(read: readonly KeptIncident[]): void {
    for (const one of read) {
      const { fact, concerns } = one;
      if ((team !== null && fact.part.team !== team) || !isOfPart(fact.part)) {
        continue;
      }
      if (within(fact) && (user === null || concerns.includes(user))) {
        incidents.push(one);
      } else if (needed.calls && fact.openedAt < period.start) {
        takeEarlier(one);
      }
      const called = needed.calls ? one.calls.filter(isCall) : [];
      callCount += called.filter(({ at }) => at >= period.start).length;
      if (called.some(isToldOf)) {
        calls.push(...callsOf(one).filter(({ call }) => isCall(call) && isToldOf(call)));
      }
    }
  }
  return {
    isAsked,
    take,
    isFull: () => incidents.length > MOST_INCIDENTS,
    end: (): ReadPast => ({ ...ended(incidents, calls), earlier: inOrderOfOpening(earlier), openings, callCount }),
  };
}

/** Nobody answers what is over. */
function isAnsweredIn({ answers, resolvedAt }: IncidentFact, { start, end }: InsightFilter['period']): boolean {
  return (resolvedAt === null || resolvedAt >= start) && answers.some(({ at }) => at >= start && at < end);
}

/** The newest first. */
function inOrderOfOpening(facts: readonly IncidentFact[]): IncidentFact[] {
  return facts.toSorted((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1));
}

function ended(
  read: readonly KeptIncident[],
  calls: readonly OrderedCall[],
): Omit<ReadPast, 'callCount' | 'earlier' | 'openings'> {
  const newest = read.toSorted((a, b) => b.fact.openedAt - a.fact.openedAt || (a.fact.id < b.fact.id ? 1 : -1));
  const isCut = newest.length > MOST_INCIDENTS;
  const incidents = newest.slice(0, MOST_INCIDENTS);
  const links = new Map<string, string>();
  for (const { fact, link } of incidents) {
    const key = alertKey(fact.alert);
    if (link !== null && !links.has(key)) {
      links.set(key, link);
    }
  }
  return {
    incidents: incidents.map(({ fact }): IncidentFact => fact),
    links,
    ratings: incidents.flatMap(({ ratings }) => ratings),
    isCut,
    calls: inOrder(calls),
  };
}
