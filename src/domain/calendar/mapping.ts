/** Turns the events of a calendar into entries, person by person. */
import type { Responder } from '#domain/notify/responder';
import type { AbsenceKind } from '#domain/rota/model';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';
import type { ReadEntry } from '#domain/calendar/known';
import type { EventPeople, KnownPerson, PeopleMatch, PeopleMatcher } from '#domain/calendar/people';
import { matcherOf } from '#domain/calendar/people';
import type { CalendarFreshness, CalendarSource } from '#domain/calendar/source';

/** Events that name the same people, with their times. */
export interface SaidGroup extends EventPeople {
  spans: readonly Span[];
}

export interface MappedEvent extends PeopleMatch {
  group: SaidGroup;
}

/** Uses only addresses that are verified to belong to a person. */
export function knownPeople(responders: Iterable<Responder>): KnownPerson[] {
  return [...responders].map(({ login, name, email, contactMethods }) => {
    const methods = contactMethods.filter(({ type, verified }) => type === 'email' && verified).map(({ to }) => to);
    return { login, name, mails: [...(email === null ? [] : [email]), ...methods].map((mail) => mail.toLowerCase()) };
  });
}

/** Knows the people once there is an event to match: most calendars are looked at without any. */
export function matcherFor({ people }: Pick<CalendarSource, 'people'>, responders: Iterable<Responder>): PeopleMatcher {
  let match: PeopleMatcher | null = null;
  return (event) => (match ??= matcherOf(knownPeople(responders), people))(event);
}

export function mapped(groups: readonly SaidGroup[], match: PeopleMatcher): MappedEvent[] {
  return groups.map((group) => ({ group, ...match(group) }));
}

/** Entries of each person, joined where they touch: two adjacent events are one time on call. */
export function entriesOf(groups: readonly MappedEvent[], absence: AbsenceKind | null): ReadEntry[] {
  const byUser = new Map<string, Span[]>();
  for (const { group, users } of groups) {
    for (const user of users) {
      byUser.set(user, [...(byUser.get(user) ?? []), ...group.spans]);
    }
  }
  return [...byUser].flatMap(([user, spans]) =>
    mergeSpans(spans).map(({ start, end }) => ({ user, start, end, absence })),
  );
}

export interface KnownState {
  knownAt: number | null;
  failure: string | null;
  /** Events that are under way or to come. */
  groups: readonly SaidGroup[];
}

export function freshnessOf(
  { id, name, staleAfter, ...source }: CalendarSource,
  state: KnownState,
  responders: Iterable<Responder>,
): CalendarFreshness {
  const unmatched = mapped(state.groups, matcherFor(source, responders)).filter(({ users }) => users.length === 0);
  return {
    id,
    name,
    staleAfter,
    knownAt: state.knownAt,
    failure: state.failure,
    unmatched: mergeSpans(unmatched.flatMap(({ group }) => group.spans)),
  };
}
