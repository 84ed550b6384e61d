/**
 * Finds the rotas that a change of the configuration touches: those of which anything that a look at them reads is another
 * value than before. With thousands of rotas, looking at each after every change would be most of its work.
 */
import type { Responder } from '#domain/notify/responder';
import { factsNeeded, versionsOf } from '#domain/rota/model';
import type { Absence, AnyRota, CalendarShift, Override, RotaFacts, Swap } from '#domain/rota/model';
import type { Directory } from '../../ports/directory.ts';

export type LookedAtConfiguration = Pick<Directory, 'rotas' | 'facts' | 'responders'>;

/** @returns ids, also of rotas that are new or gone */
export function touchedRotas(before: LookedAtConfiguration, after: LookedAtConfiguration): string[] {
  const isTouched = touchedBy(before, after);
  const gone = [...before.rotas.keys()].filter((id) => !after.rotas.has(id));
  return [...[...after.rotas].filter(([id, rota]) => isTouched(id, rota)).map(([id]) => id), ...gone];
}

function touchedBy(
  before: LookedAtConfiguration,
  after: LookedAtConfiguration,
): (id: string, rota: AnyRota) => boolean {
  const { facts } = after;
  const swapped = changedGroups(before.facts.swaps, facts.swaps, ({ rota }) => rota, Object.is);
  const away = changedGroups(before.facts.absences, facts.absences, ({ user }) => user, isSameAbsence);
  const people = [...away, ...changedAhead(before.responders, after.responders)];
  const calendars = changedEntries(before.facts.calendars ?? {}, facts.calendars ?? {}, areSameShifts);
  const zones = changedEntries(before.facts.zones, facts.zones, Object.is);
  const regions = changedEntries(before.facts.holidays, facts.holidays, Object.is);
  const names = people.length === 0 ? () => false : namesOneOf(new Set(people), facts);
  const reads = (rota: AnyRota): boolean => {
    const needed = factsNeeded(rota);
    return needed.zones.some((zone) => zones.has(zone)) || needed.regions.some((region) => regions.has(region));
  };
  const areCalendarsKept = calendars.size === 0;
  const areTimesKept = zones.size + regions.size === 0;
  return (id, rota) =>
    before.rotas.get(id) !== rota ||
    swapped.has(id) ||
    (!areCalendarsKept && calendarsOf(rota).some((calendar) => calendars.has(calendar))) ||
    (!areTimesKept && reads(rota)) ||
    names(id, rota);
}

/** Whether anybody of these may be on call, now or in any state of the rota. */
function namesOneOf(people: ReadonlySet<string>, { swaps, calendars = {} }: RotaFacts) {
  const isOne = (user: string) => people.has(user);
  const byRota = Map.groupBy(swaps, ({ rota }) => rota);
  const inCalendars = new Set(
    Object.entries(calendars).flatMap(([id, shifts]) => (shifts.some(({ user }) => isOne(user)) ? [id] : [])),
  );
  const isSwapped = ({ asked, taken }: Swap) => isOne(asked.by) || (taken !== null && isOne(taken.by));
  return (id: string, rota: AnyRota): boolean =>
    versionsOf(rota).some(
      ({ rota: { layers, overrides } }) =>
        layers.some(({ participants }) => participants.some((slot) => slot.some(isOne))) ||
        overrides.some((override) => namedBy(override).some(isOne)),
    ) ||
    calendarsOf(rota).some((calendar) => inCalendars.has(calendar)) ||
    (byRota.get(id) ?? []).some(isSwapped);
}

function namedBy({ change }: Override): readonly string[] {
  return change.kind === 'replace' ? [change.user, change.with] : change.users;
}

function calendarsOf(rota: AnyRota): string[] {
  return versionsOf(rota).flatMap((version) => version.rota.layers.flatMap(({ calendar = null }) => calendar ?? []));
}

/** People who hear of their shifts at another time than before. */
function changedAhead(before: Directory['responders'], after: Directory['responders']): string[] {
  const aheadOf = (person: Responder | undefined) => person?.handoffAhead ?? null;
  const changed: string[] = [];
  for (const [login, is] of after) {
    const was = before.get(login);
    if (was !== is && aheadOf(was) !== aheadOf(is)) {
      changed.push(login);
    }
  }
  for (const [login, was] of before) {
    if (aheadOf(was) !== null && !after.has(login)) {
      changed.push(login);
    }
  }
  return changed;
}

/** The keys under which there is not the same list as before. */
function changedGroups<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
  isSame: (a: Item, b: Item) => boolean,
): ReadonlySet<string> {
  if (areSame(before, after, isSame)) {
    return NONE;
  }
  const [was, is] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return new Set(keys.filter((key) => !areSame(was.get(key) ?? [], is.get(key) ?? [], isSame)));
}

const NONE: ReadonlySet<string> = new Set();

function changedEntries<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
  isSame: (a: Value, b: Value) => boolean,
): ReadonlySet<string> {
  const isKept = (key: string) =>
    before[key] !== undefined && after[key] !== undefined && isSame(before[key], after[key]);
  return new Set([...Object.keys(before), ...Object.keys(after)].filter((key) => !isKept(key)));
}

function areSame<Item>(a: readonly Item[], b: readonly Item[], isSame: (a: Item, b: Item) => boolean): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => isSame(one, b[i] as Item)));
}

function areSameShifts(a: readonly CalendarShift[], b: readonly CalendarShift[]): boolean {
  return areSame(
    a,
    b,
    (one, other) =>
      one.user === other.user && one.start === other.start && one.end === other.end && one.knownAt === other.knownAt,
  );
}

/** Its id names it and does nothing; that of an absence from a calendar is its place there. */
function isSameAbsence(a: Absence, b: Absence): boolean {
  return (
    a.user === b.user &&
    a.start === b.start &&
    a.end === b.end &&
    a.kind === b.kind &&
    a.enteredAt === b.enteredAt &&
    a.gone === b.gone
  );
}
