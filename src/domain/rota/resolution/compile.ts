/**
 * Prepares a rota for questions: parses texts, looks up zones and holidays, and shares one object per slot for its
 * people. Cached per rota while the rota and its calendar are the same values.
 */
import type { Calendar, HolidayDates } from '#domain/time/holidays';
import { holidayDates } from '#domain/time/holidays';
import type { OpeningHours } from '#domain/time/coverage';
import { openingHours } from '#domain/time/coverage';
import { parseTime } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, lastInstant, zoneTable } from '#domain/time/zone';
import type { CoveredTurns } from '#domain/rota/resolution/covered-turns';
import { coveredTurns } from '#domain/rota/resolution/covered-turns';
import type { CalendarPiece } from '#domain/rota/resolution/calendar-layer';
import { calendarPieces } from '#domain/rota/resolution/calendar-layer';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import type { CalendarShift, Layer, Override, OverrideChange, Rota, RotaFacts, Swap } from '#domain/rota/model';
import type { TurnRule } from '#domain/rota/resolution/rotation';
import { turnsOf } from '#domain/rota/resolution/rotation';
import { swapOverrides } from '#domain/rota/resolution/swap-overrides';

export interface CompiledOverride {
  id: string;
  start: number;
  end: number;
  change: OverrideChange;
}

export interface CompiledLayer {
  id: string;
  crews: readonly OnCallCrew[];
  participants: readonly (readonly string[])[];
  /** All people whom the layer itself may put on call, once each. */
  people: readonly string[];
  /** Replaces turns: who is on call, piece by piece. */
  calendar: readonly CalendarPiece[] | null;
  turns: TurnRule | null;
  /** Present only if turns are counted by coverage. */
  covered: CoveredTurns | null;
  hours: OpeningHours | null;
  effectiveFrom: number;
  effectiveUntil: number;
  overrides: readonly CompiledOverride[];
}

/** A layer, and the layers above it that join it; lowest priority first, as the stages of a rota are. */
export type RotaStage = readonly [CompiledLayer, ...CompiledLayer[]];

export interface CompiledRota {
  rota: Rota;
  stages: readonly RotaStage[];
  /** Overrides of the whole rota, in the order in which they apply. */
  overrides: readonly CompiledOverride[];
  /** The tables and dates that were used, to notice a changed calendar. */
  zones: readonly ZoneTable[];
  holidays: HolidayDates;
  /** Shifts of its layers, in their order; null if the layer has turns. */
  calendars: readonly (readonly CalendarShift[] | null)[];
}

/** Facts that are looked up once and cached. */
export type CompileFacts = Calendar & Pick<RotaFacts, 'swaps' | 'calendars'>;

const compiled = new WeakMap<Rota, CompiledRota>();

/** Adds the overrides of taken swaps to those of the rota itself. */
export function compile(rota: Rota, facts: CompileFacts): CompiledRota {
  const kept = compiled.get(rota);
  const own = kept !== undefined && isCurrent(kept, facts) ? kept : compileOwn(rota, facts);
  compiled.set(rota, own);
  const swapped = swapOverrides(rota, facts.swaps);
  return swapped.length === 0 ? own : compileSwapped(own, facts.swaps, swapped);
}

const withSwaps = new WeakMap<CompiledRota, { swaps: readonly Swap[]; answer: CompiledRota }>();

function compileSwapped(own: CompiledRota, swaps: readonly Swap[], swapped: readonly Override[]): CompiledRota {
  const kept = withSwaps.get(own);
  if (kept?.swaps === swaps) {
    return kept.answer;
  }
  const answer = {
    ...own,
    overrides: compileOverrides([...own.rota.overrides, ...swapped], null, own.zones[0] as ZoneTable),
  };
  withSwaps.set(own, { swaps, answer });
  return answer;
}

function isCurrent(kept: CompiledRota, facts: CompileFacts): boolean {
  return (
    kept.holidays === holidayDates(facts.holidays, kept.rota.holidays) &&
    zonesUsed(kept.rota, facts).every((zone, i) => zone === kept.zones[i]) &&
    calendarsUsed(kept.rota, facts).every((shifts, i) => shifts === kept.calendars[i])
  );
}

const NO_SHIFTS: readonly CalendarShift[] = [];

function calendarsUsed(rota: Rota, { calendars = {} }: CompileFacts): (readonly CalendarShift[] | null)[] {
  return rota.layers.map(({ calendar = null }) => (calendar === null ? null : (calendars[calendar] ?? NO_SHIFTS)));
}

function zonesUsed(rota: Rota, { zones }: Calendar): ZoneTable[] {
  return [
    zoneTable(zones, rota.timeZone),
    ...rota.layers.map((layer) => zoneTable(zones, layer.timeZone ?? rota.timeZone)),
  ];
}

function compileOwn(rota: Rota, facts: CompileFacts): CompiledRota {
  const zones = zonesUsed(rota, facts) as [ZoneTable, ...ZoneTable[]];
  const [rotaZone, ...layerZones] = zones;
  const holidays = holidayDates(facts.holidays, rota.holidays);
  const calendars = calendarsUsed(rota, facts);
  return {
    rota,
    stages: stagesOf(
      rota.layers,
      rota.layers.map((layer, i) =>
        compileLayer(layer, {
          rota,
          rotaZone,
          zone: layerZones[i] as ZoneTable,
          holidays,
          shifts: calendars[i] ?? null,
        }),
      ),
    ),
    overrides: compileOverrides(rota.overrides, null, rotaZone),
    zones,
    holidays,
    calendars,
  };
}

function stagesOf(layers: readonly Layer[], compiledLayers: readonly CompiledLayer[]): RotaStage[] {
  const stages: [CompiledLayer, ...CompiledLayer[]][] = [];
  compiledLayers.forEach((layer, i) => {
    const below = stages.at(-1);
    if (below !== undefined && layers[i]?.join === true) {
      below.push(layer);
    } else {
      stages.push([layer]);
    }
  });
  return stages;
}

interface LayerFacts {
  rota: Rota;
  rotaZone: ZoneTable;
  zone: ZoneTable;
  holidays: HolidayDates;
  shifts: readonly CalendarShift[] | null;
}

function compileLayer(layer: Layer, { rota, rotaZone, zone, holidays, shifts }: LayerFacts): CompiledLayer {
  const turns = layer.rotation === null ? null : turnsOf(layer.rotation, zone);
  const hours =
    layer.restrictions === null || layer.restrictions.length === 0
      ? null
      : openingHours({ windows: layer.restrictions }, zone, holidays);
  const counted = turns !== null && layer.rotation?.advance === 'covered';
  return {
    id: layer.id,
    crews: layer.participants.map((users, slot) => slotCrew(layer.id, users, slot)),
    participants: layer.participants,
    people: [...new Set(shifts === null ? layer.participants.flat() : shifts.map(({ user }) => user))],
    calendar: shifts && calendarPieces(layer.id, shifts, rota.enteredAt ?? Infinity),
    turns,
    covered: counted ? coveredTurns(turns, hours ?? openAlways(zone)) : null,
    hours,
    effectiveFrom: layer.effectiveFrom === null ? -Infinity : startInstant(layer.effectiveFrom, zone),
    effectiveUntil: layer.effectiveUntil === null ? Infinity : endInstant(layer.effectiveUntil, zone),
    overrides: compileOverrides(rota.overrides, layer.id, rotaZone),
  };
}

/** Even without restrictions, a slot of no length takes no turn, so counting works the same way. */
function openAlways(zone: ZoneTable): OpeningHours {
  return openingHours({ windows: EVERY_DAY }, zone, NO_HOLIDAYS);
}

const NO_HOLIDAYS: HolidayDates = new Set();
const EVERY_DAY = [{ days: ['daily' as const], from: '00:00', to: '00:00' }];

function slotCrew(layer: string, users: readonly string[], slot: number): OnCallCrew {
  const onCall = [...new Set(users)].map((user) => ({ user, source: { layer } }));
  return { onCall, slot, named: [] };
}

function compileOverrides(overrides: readonly Override[], layer: string | null, zone: ZoneTable): CompiledOverride[] {
  return inOrder(overrides)
    .filter((override) => override.layer === layer)
    .map(({ id, start, end, change }) => ({ id, change, start: startInstant(start, zone), end: endInstant(end, zone) }))
    .filter(({ start, end }) => start < end);
}

/** Overrides of files first, in file order; then by creation. */
function inOrder(overrides: readonly Override[]): Override[] {
  return overrides.toSorted((a, b) => (a.createdAt ?? -Infinity) - (b.createdAt ?? -Infinity) || 0);
}

/** NaN if the text is not a time (validation refuses it): such an override never acts. */
export function startInstant(text: string, zone: ZoneTable): number {
  const time = parseTime(text);
  return time === null ? Number.NaN : 'instant' in time ? time.instant : firstInstant(zone, time.local);
}

/** Like `startInstant`, for a time that ends something. */
export function endInstant(text: string, zone: ZoneTable): number {
  const time = parseTime(text);
  return time === null ? Number.NaN : 'instant' in time ? time.instant : lastInstant(zone, time.local);
}
