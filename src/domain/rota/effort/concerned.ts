/** Finds what of all facts a question about rotas depends on, so that no more is handed to whoever answers it. */
import { absencesByUser } from '#domain/rota/resolution/absences';
import type { Absence, AnyRota, Override, RotaFacts } from '#domain/rota/model';
import { factsNeeded, versionsOf } from '#domain/rota/model';

/** Everybody whom these rotas may put on call: participants, people of overrides, swaps and calendars. */
export function peopleOf(rotas: readonly AnyRota[], { swaps, calendars = {} }: RotaFacts): Set<string> {
  const people = new Set<string>();
  const ids = new Set<string>();
  const add = (user: string) => people.add(user);
  for (const { rota } of rotas.flatMap(versionsOf)) {
    ids.add(rota.id);
    rota.layers.forEach(({ participants, calendar = null }) => {
      participants.forEach((slot) => slot.forEach(add));
      (calendar === null ? [] : (calendars[calendar] ?? [])).forEach(({ user }) => add(user));
    });
    rota.overrides.forEach((override) => newcomersOf(override).forEach(add));
  }
  swaps
    .filter(({ rota }) => ids.has(rota))
    .forEach(({ asked, taken }) => [asked.by, taken?.by ?? asked.by].forEach(add));
  return people;
}

function newcomersOf({ change }: Override): readonly string[] {
  return change.kind === 'replace' ? [change.with] : change.users;
}

/** The absences of these people that touch the range. */
export function absencesOf(
  people: Iterable<string>,
  { absences }: Pick<RotaFacts, 'absences'>,
  { from, to }: { from: number; to: number },
): Absence[] {
  const byUser = absencesByUser(absences);
  return [...people].flatMap((user) => (byUser.get(user) ?? []).filter(({ start, end }) => start < to && end > from));
}

/**
 * The facts with which these rotas answer about the range as they do with all of them.
 * @param more zones and regions that the question needs besides
 */
export function factsAbout(
  rotas: readonly AnyRota[],
  facts: RotaFacts,
  range: { from: number; to: number },
  more: { zones: readonly string[]; regions: readonly string[] } = { zones: [], regions: [] },
): RotaFacts {
  const states = rotas.flatMap(versionsOf).map(({ rota }) => rota);
  const ids = new Set(states.map(({ id }) => id));
  const needs = rotas.map(factsNeeded);
  const calendars = states.flatMap(({ layers }) => layers.flatMap(({ calendar }) => calendar ?? []));
  return {
    zones: picked(facts.zones, [...needs.flatMap(({ zones }) => zones), ...more.zones]),
    holidays: picked(facts.holidays, [...needs.flatMap(({ regions }) => regions), ...more.regions]),
    absences: absencesOf(peopleOf(rotas, facts), facts, range),
    swaps: facts.swaps.filter(({ rota }) => ids.has(rota)),
    calendars: picked(facts.calendars ?? {}, calendars),
  };
}

function picked<Value>(all: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(
    [...new Set(names)].flatMap((name): [string, Value][] =>
      Object.hasOwn(all, name) ? [[name, all[name] as Value]] : [],
    ),
  );
}

/** Whether a rota may ever put the person on call; far quicker than to ask when. */
export function mayPutOnCall(rota: AnyRota, { swaps, calendars = {} }: RotaFacts, user: string): boolean {
  return versionsOf(rota).some(
    ({ rota: { id, layers, overrides } }) =>
      layers.some(
        ({ participants, calendar = null }) =>
          participants.some((slot) => slot.includes(user)) ||
          (calendar !== null && (calendars[calendar] ?? []).some((shift) => shift.user === user)),
      ) ||
      overrides.some((override) => newcomersOf(override).includes(user)) ||
      swaps.some((swap) => swap.rota === id && (swap.asked.by === user || swap.taken?.by === user)),
  );
}
