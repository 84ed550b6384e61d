/** Takes a question apart into what a thread needs of it, in portions that are soon copied, and puts it together there. */
import { factsAbout } from '#domain/rota/effort/concerned';
import type { PersonReadiness } from '#domain/rota/health/model';
import type { Absence, AnyRota, CalendarShift, RotaFacts, RotaVersion } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import type { HeavyTask } from '../ports/heavy/work.ts';

export interface Subject {
  rotas: readonly AnyRota[];
  facts: RotaFacts;
  people: ReadonlyMap<string, PersonReadiness>;
}

export interface Needs {
  from: number;
  to: number;
  /** Besides those of the rotas. */
  zones: readonly string[];
  regions: readonly string[];
}

interface StateRow {
  /** Which of the rotas. */
  of: number;
  state: RotaVersion;
}

interface ShiftRow {
  calendar: string;
  shift: CalendarShift;
}

export interface HandedLists {
  states: StateRow[];
  absences: readonly Absence[];
  shifts: ShiftRow[];
  people: [string, PersonReadiness][];
}

export type HandedFacts = Omit<RotaFacts, 'absences' | 'calendars'>;

/** Rows that take two milliseconds or less to copy. */
const PORTIONS = { states: 1, absences: 1000, shifts: 1000, people: 1000 } as const;

/** More than any rota of people has. A thread with little memory holds as much. */
const MOST = { states: 2000, names: 300_000, absences: 40_000, shifts: 40_000, people: 20_000 };

/** @returns null if it is more than a thread is given */
export function takeApart(
  { rotas, facts, people }: Subject,
  { zones, regions, ...range }: Needs,
): { lists: HeavyTask['lists']; facts: HandedFacts } | null {
  const { absences, calendars = {}, ...rest } = factsAbout(rotas, facts, range, { zones, regions });
  const states = rotas.flatMap((rota, of) => versionsOf(rota).map((state): StateRow => ({ of, state })));
  const shifts = Object.entries(calendars).flatMap(([calendar, all]) => all.map((shift) => ({ calendar, shift })));
  const lists = { states, absences, shifts, people: [...people] };
  const isMuch =
    states.length > MOST.states ||
    absences.length > MOST.absences ||
    shifts.length > MOST.shifts ||
    people.size > MOST.people ||
    namesOf(states) > MOST.names;
  return isMuch ? null : { lists: portioned(lists), facts: rest };
}

function portioned(lists: HandedLists): HeavyTask['lists'] {
  return Object.fromEntries(
    (Object.keys(PORTIONS) as (keyof HandedLists)[]).map((name) => [
      name,
      { rows: lists[name], portion: PORTIONS[name] },
    ]),
  );
}

function namesOf(states: readonly StateRow[]): number {
  const inLayers = states.flatMap(({ state }) => state.rota.layers.flatMap(({ participants }) => participants));
  const overrides = states.reduce((sum, { state }) => sum + state.rota.overrides.length, 0);
  return inLayers.reduce((sum, slot) => sum + slot.length + 1, 0) + 10 * overrides;
}

/** @param count of rotas */
export function putTogether(lists: Partial<HandedLists>, facts: HandedFacts, count: number): Subject {
  const { states = [], absences = [], shifts = [], people = [] } = lists;
  const byRota = Map.groupBy(states, ({ of }) => of);
  const byCalendar = Map.groupBy(shifts, ({ calendar }) => calendar);
  return {
    rotas: Array.from({ length: count }, (_, of) => ({
      versions: (byRota.get(of) ?? []).map(({ state }) => state),
    })),
    facts: {
      ...facts,
      absences,
      calendars: Object.fromEntries([...byCalendar].map(([id, rows]) => [id, rows.map(({ shift }) => shift)])),
    },
    people: new Map(people),
  };
}
