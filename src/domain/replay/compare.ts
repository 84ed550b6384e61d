/** Compares two nights: what was, and what would have been. */
import { groupedBy } from '#domain/grouped';
import type { Night, NightIncident, NightPage } from '#domain/replay/night';
import { mergedCalls } from '#domain/insight/person/interruptions';
import { INSIGHT_SETTINGS } from '#domain/figures/settings';

/** Why the nights part. */
export const DIFFERENCES = [
  /** A route dropped the alert. */
  'dropped',
  /** The alert joined another incident. */
  'other-incident',
  /** An incident that was not there before. */
  'new-incident',
  /** A maintenance held it. */
  'held',
  /** It came to another policy. */
  'other-policy',
  /** Somebody had answered before. */
  'answered-sooner',
  /** Nobody had answered yet. */
  'answered-later',
  /** Another person was paged at that step. */
  'other-person',
  /** The person could not be paged at that time. */
  'not-available',
  'other-urgency',
  'other-methods',
  'sooner',
  'later',
  /** Nobody was paged at that step. */
  'not-paged',
  'paged-besides',
] as const;
export type DifferenceReason = (typeof DIFFERENCES)[number];

export interface NightPair {
  incident: string;
  user: string;
  before: NightPage | null;
  after: NightPage | null;
  /** It differs, and an answer that nobody gave in truth was supposed before, about the same incident. */
  isSupposed: boolean;
}

interface NightDifference {
  at: number;
  incident: string;
  user: string;
  reason: DifferenceReason;
}

interface PersonWoken {
  user: string;
  before: number;
  after: number;
}

export interface NightComparison {
  /** By instant. */
  pages: NightPair[];
  more: number;
  fewer: number;
  /** Both nights have these, at another time, urgency or by other methods. */
  changed: number;
  /** Times at which somebody was woken; what rang within a minute is one. */
  interruptions: { before: number; after: number };
  /** The same of each person who is woken in either night. */
  woken: PersonWoken[];
  /** First answers: sooner and later in the second night, only in the first, only in the second. */
  answers: { sooner: number; later: number; lost: number; gained: number };
  /** Answers that nobody gave in truth, in the second night, and how many pages that differ come after one. */
  supposed: { answers: number; pages: number };
  nightPages: { before: number; after: number };
  /** The most night pages of one person. */
  mostNightPages: { before: number; after: number };
  /** Incidents of which everybody was told, and that nobody ever answered. */
  unanswered: { before: string[]; after: string[] };
  /** Incidents that would have reached nobody. */
  unreached: { before: string[]; after: string[] };
  first: NightDifference | null;
}

export function compareNights(before: Night, after: Night): NightComparison {
  const pages = pairedPages(before, after);
  const first = pages.find(isDifferent);
  const of = <T>(measure: (night: Night) => T) => ({ before: measure(before), after: measure(after) });
  const woken = wokenIn(interruptionsByPerson(before), interruptionsByPerson(after));
  const total = (when: 'before' | 'after') => woken.reduce((sum, one) => sum + one[when], 0);
  return {
    pages,
    more: pages.filter((pair) => pair.before === null).length,
    fewer: pages.filter((pair) => pair.after === null).length,
    changed: pages.filter((pair) => pair.before !== null && pair.after !== null && isDifferent(pair)).length,
    interruptions: { before: total('before'), after: total('after') },
    woken,
    answers: answersIn(before, after),
    supposed: { answers: after.invented.length, pages: pages.filter(({ isSupposed }) => isSupposed).length },
    nightPages: of(({ pages: own }) => own.filter(({ atNight }) => atNight).length),
    mostNightPages: of(mostNightPages),
    unanswered: of(unanswered),
    unreached: of(unreached),
    first: first === undefined ? null : differenceOf(first, before, after),
  };
}

type PagedNight = Pick<Night, 'pages' | 'invented'>;

/** The n-th page of a person about an incident in one night is the n-th in the other. */
export function pairedPages(before: PagedNight, after: PagedNight): NightPair[] {
  const keyOf = ({ incident, user }: NightPage) => `${incident}\n${user}`;
  const [was, is] = [groupedBy(before.pages, keyOf), groupedBy(after.pages, keyOf)];
  const supposedSince = new Map<string, number>();
  for (const { incident, at } of [...before.invented, ...after.invented]) {
    supposedSince.set(incident, Math.min(at, supposedSince.get(incident) ?? Infinity));
  }
  const found = [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [one, other] = [inOrder(was.get(key)), inOrder(is.get(key))];
    return Array.from({ length: Math.max(one.length, other.length) }, (_, index): NightPair => {
      const [left, right] = [one[index] ?? null, other[index] ?? null];
      const { incident, user } = (left ?? right) as NightPage;
      const pair = { incident, user, before: left, after: right };
      return { ...pair, isSupposed: isDifferent(pair) && startOf(pair) >= (supposedSince.get(incident) ?? Infinity) };
    });
  });
  return found.sort((a, b) => startOf(a) - startOf(b) || (a.user < b.user ? -1 : 1));
}

function inOrder(pages: readonly NightPage[] = []): NightPage[] {
  return [...pages].sort((a, b) => a.at - b.at);
}

function startOf({ before, after }: Pick<NightPair, 'before' | 'after'>): number {
  return Math.min(before?.at ?? Infinity, after?.at ?? Infinity);
}

/** What of a page may differ; `at` in whatever form. */
type DifferingPart = Pick<NightPage, 'urgency' | 'methods'> & { at: number | string };

export function isDifferent({ before, after }: Record<'before' | 'after', DifferingPart | null>): boolean {
  return (
    before === null ||
    after === null ||
    before.at !== after.at ||
    before.urgency !== after.urgency ||
    before.methods.join() !== after.methods.join()
  );
}

function mostNightPages({ pages }: Night): number {
  const night = pages.filter(({ atNight }) => atNight);
  return Math.max(0, ...[...groupedBy(night, ({ user }) => user).values()].map((own) => own.length));
}

/** Times at which somebody was woken; what rang within a minute of the first is one. */
export function wokenTimes(night: Pick<Night, 'pages'>): number {
  return [...interruptionsByPerson(night).values()].reduce((sum, own) => sum + own, 0);
}

function interruptionsByPerson({ pages }: Pick<Night, 'pages'>): ReadonlyMap<string, number> {
  const byUser = groupedBy(
    pages.filter(({ wokeAt }) => wokeAt.length > 0),
    ({ user }) => user,
  );
  return new Map([...byUser].map(([user, own]) => [user, interruptions(own)]));
}

function interruptions(pages: readonly NightPage[]): number {
  const woken = pages.flatMap(({ wokeAt }) => wokeAt.map((at) => ({ at })));
  return mergedCalls(
    woken.sort((a, b) => a.at - b.at),
    INSIGHT_SETTINGS,
  ).length;
}

/** By login: no order of merit. */
function wokenIn(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): PersonWoken[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((user) => ({ user, before: before.get(user) ?? 0, after: after.get(user) ?? 0 }));
}

/** Of incidents that are in both nights. */
function answersIn(before: Night, after: Night): NightComparison['answers'] {
  const then = new Map(after.incidents.map(({ id, answeredAt }) => [id, answeredAt]));
  const found = { sooner: 0, later: 0, lost: 0, gained: 0 };
  for (const { id, answeredAt: was } of before.incidents) {
    const is = then.get(id);
    if (is === undefined || is === was) continue;
    found[was === null ? 'gained' : is === null ? 'lost' : is < was ? 'sooner' : 'later'] += 1;
  }
  return found;
}

function unanswered({ incidents }: Night): string[] {
  return incidents
    .filter(({ exhaustedAt, answeredAt, test }) => exhaustedAt !== null && answeredAt === null && !test)
    .map(({ id }) => id);
}

function unreached({ incidents, pages }: Night): string[] {
  const among = (isOne: (page: NightPage) => boolean) => new Set(pages.filter(isOne).map(({ incident }) => incident));
  const reached = among(({ reachedAt, state }) => reachedAt !== null || state === 'running');
  const failed = among(({ state }) => state === 'failed');
  return incidents
    .filter(({ id, exhaustedAt, test }) => !test && !reached.has(id) && (failed.has(id) || exhaustedAt !== null))
    .map(({ id }) => id);
}

function differenceOf(pair: NightPair, before: Night, after: Night): NightDifference {
  const { incident, user } = pair;
  return { at: startOf(pair), incident, user, reason: reasonOf(pair, before, after) };
}

function reasonOf(pair: NightPair, before: Night, after: Night): DifferenceReason {
  const [was, is] = [incidentOf(before, pair.incident), incidentOf(after, pair.incident)];
  const at = startOf(pair);
  if (is === undefined) {
    return after.decisions.get(pair.incident) === 'dropped' ? 'dropped' : 'other-incident';
  }
  if (was === undefined) {
    return 'new-incident';
  }
  if (is.held !== was.held) {
    return 'held';
  }
  if (is.policy !== was.policy) {
    return 'other-policy';
  }
  if (pair.before !== null && pair.after !== null) {
    return otherPage(pair.before, pair.after);
  }
  return pair.after === null
    ? missing(pair, { at, night: after, answeredAt: is.answeredAt })
    : added(pair, { at, night: before, answeredAt: was.answeredAt });
}

function otherPage(before: NightPage, after: NightPage): DifferenceReason {
  if (before.urgency !== after.urgency) {
    return 'other-urgency';
  }
  if (before.at !== after.at) {
    return after.at < before.at ? 'sooner' : 'later';
  }
  return 'other-methods';
}

interface OtherNight {
  at: number;
  night: Night;
  answeredAt: number | null;
}

function missing(pair: NightPair, { at, night, answeredAt }: OtherNight): DifferenceReason {
  // An answer at that very instant is to the page of whoever stood in.
  if (night.isAway(pair.user, at) && (answeredAt ?? at) >= at) {
    return 'not-available';
  }
  if (answeredAt !== null && answeredAt <= at) {
    return 'answered-sooner';
  }
  return isPagedThen(night, pair, at) ? 'other-person' : 'not-paged';
}

function added(pair: NightPair, { at, night, answeredAt }: OtherNight): DifferenceReason {
  if (answeredAt !== null && answeredAt <= at) {
    return 'answered-later';
  }
  if (night.isAway(pair.user, at)) {
    return 'not-available';
  }
  return isPagedThen(night, pair, at) ? 'other-person' : 'paged-besides';
}

function isPagedThen({ pages }: Night, { incident, user }: NightPair, at: number): boolean {
  return pages.some((page) => page.incident === incident && page.user !== user && page.at === at);
}

function incidentOf({ incidents }: Night, id: string): NightIncident | undefined {
  return incidents.find((one) => one.id === id);
}
