/** Converts the API's answers about a rota to domain values. */
import type { AbsenceWire } from '#contract/rotas/absence';
import { absenceId, toAbsence } from '#contract/rotas/absence';
import type { RotaWire } from '#contract/rotas/rota';
import { toOverride, toRota } from '#contract/rotas/rota';
import type { SwapWire } from '#contract/rotas/swap';
import type { Absence, AnyRota, SwapConsent, Override, Rota, RotaFacts, Swap } from '#domain/rota/model';
import { inForce } from '#domain/rota/versions';
import type { Calendar } from '#domain/time/holidays';
import { zoneTable } from '#domain/time/zone';
import { layerName } from './layer-name.ts';
import type { OutsideData } from './use-outside.ts';
import type { ListedOverride, StoredRota, VersionWire } from '../../../api/resources/rotas.ts';

/** The answers as received. */
export interface RotaAnswers {
  wire: StoredRota;
  /** Newest first. */
  versions: readonly VersionWire[];
  overrides: readonly ListedOverride[];
  absences: readonly AbsenceWire[];
  /** Swaps of this rota, in any state. */
  swaps: readonly SwapWire[];
  /** Data of outside calendars. */
  outside: OutsideData;
}

export interface RotaData {
  /** The state saved last, which may apply only later. */
  wire: StoredRota;
  /** The same state with the overrides that people made. */
  rota: Rota;
  /** All states, each in force at its time. */
  history: AnyRota;
  facts: RotaFacts;
  versions: readonly VersionWire[];
  overrides: readonly ListedOverride[];
  swaps: readonly SwapWire[];
  absences: readonly AbsenceWire[];
  outside: OutsideData;
}

function statesOf({ wire, versions }: RotaAnswers): RotaWire[] {
  return [wire, ...versions.flatMap(({ rota }) => (rota === null ? [] : [rota]))];
}

export function regionsOf(told: RotaAnswers): string[] {
  return statesOf(told).flatMap(({ holidays }) => (holidays === null ? [] : [holidays]));
}

type ZonesByLogin = ReadonlyMap<string, string | undefined>;

/** Zones that the page needs besides the rota's own. */
export function zonesOf(told: RotaAnswers, people: ZonesByLogin, own: string): string[] {
  const { wire, absences } = told;
  const layers = statesOf(told).flatMap(({ timeZone, layers: list }) => [
    timeZone,
    ...list.map((layer) => layer.timeZone ?? timeZone),
  ]);
  return ['UTC', own, ...layers, ...absences.map((one) => one.timeZone ?? people.get(one.user) ?? wire.timeZone)];
}

/** The overrides that people made, which apply to every state of the rota. */
export function listedOnly(stated: RotaWire, listed: readonly ListedOverride[]): Override[] {
  const own = new Set(toRota(stated).overrides.map(({ id }) => id));
  return listed
    .filter(({ id, createdAt }) => createdAt !== null && !own.has(id))
    .map((one) =>
      toOverride(
        one,
        one.createdBy === null ? { kind: 'file' } : { kind: 'person', by: one.createdBy },
        one.createdAt === null ? null : Date.parse(one.createdAt),
      ),
    );
}

export function toSwap({ id, rota, start, end, inReturn, askedOf, state, asked, taken, closed, note }: SwapWire): Swap {
  const consent = (given: { by: string; at: string }): SwapConsent => ({ by: given.by, at: Date.parse(given.at) });
  const span = (given: { start: string; end: string }) => ({
    start: Date.parse(given.start),
    end: Date.parse(given.end),
  });
  return {
    id,
    rota,
    window: span({ start, end }),
    inReturn: inReturn && span(inReturn),
    askedOf,
    state,
    asked: consent(asked),
    taken: taken && consent(taken),
    closed: closed && consent(closed),
    note,
  };
}

/** Inserts the time for which the rota was deleted, when nobody was on call. */
function historyOf(told: RotaAnswers, made: Override[]): AnyRota {
  const saved = [...told.versions]
    .reverse()
    .map(({ holdsFrom, rota }) => ({ from: holdsFrom === null ? null : Date.parse(holdsFrom), body: rota }));
  const whole = (wire: RotaWire): Rota => {
    const rota = toRota(wire);
    return { ...rota, overrides: [...rota.overrides, ...made] };
  };
  const versions = inForce(saved).map(({ from, body }) => ({
    from,
    rota: whole(body ?? { ...told.wire, layers: [], overrides: [] }),
  }));
  return versions.length === 0 ? whole(told.wire) : { versions };
}

export function absencesIn(
  absences: readonly AbsenceWire[],
  calendar: Calendar,
  people: ZonesByLogin,
  fallback: string,
): Absence[] {
  return absences.map((one) =>
    toAbsence(
      { ...one, id: absenceId(one) },
      zoneTable(calendar.zones, one.timeZone ?? people.get(one.user) ?? fallback),
    ),
  );
}

export function dataOf(told: RotaAnswers, calendar: Calendar, people: ZonesByLogin): RotaData {
  const { wire, versions, overrides, swaps } = told;
  const made = listedOnly(wire, overrides);
  const rota = toRota(wire);
  const facts: RotaFacts = {
    ...calendar,
    absences: [...absencesIn(told.absences, calendar, people, wire.timeZone), ...told.outside.absences],
    swaps: swaps.map(toSwap),
    calendars: told.outside.shifts,
  };
  return {
    wire,
    rota: { ...rota, overrides: [...rota.overrides, ...made] },
    history: historyOf(told, made),
    facts,
    versions,
    overrides,
    swaps,
    absences: told.absences,
    outside: told.outside,
  };
}

/** Names of layers, each from the newest state that has the layer. */
export function layerNames(states: readonly RotaWire[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const layer of states.flatMap(({ layers }) => layers)) {
    if (!names.has(layer.id)) {
      names.set(layer.id, layerName(layer));
    }
  }
  return names;
}
