/** What the lanes of a rota hold: its layers, its overrides, its people's absences, and who is on call in the end. */
import type { Absence, OnCallSource, Override, Rota, RotaFacts, Segment } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import { swapOverrides } from '#domain/rota/resolution/swap-overrides';
import { zoneTable } from '#domain/time/zone';
import type { Range } from './view.ts';

export interface Shift {
  /** Epoch ms, half-open. */
  start: number;
  end: number;
  /** Logins; nobody is a gap. */
  users: readonly string[];
  /** Why they are on call, in the order of `users`; empty in lanes where that goes without saying. */
  sources: readonly OnCallSource[];
  override?: Override;
  absence?: Absence;
}

export type LaneKind = 'layer' | 'overrides' | 'absences' | 'final';

export interface Lane {
  kind: LaneKind;
  /** Id of the layer, or the kind. */
  id: string;
  shifts: Shift[];
}

/** Somebody is on call while away. */
export interface Conflict {
  start: number;
  end: number;
  user: string;
  absence: Absence;
}

function toShift({ start, end, onCall }: Segment): Shift {
  return { start, end, users: onCall.map(({ user }) => user), sources: onCall.map(({ source }) => source) };
}

/** One layer with the overrides that name it, as if there were no other. Nobody is no shift there. */
function layerLane(rota: Rota, facts: RotaFacts, index: number, { from, to }: Range): Lane {
  const layer = rota.layers[index];
  const alone: Rota = { ...rota, layers: layer === undefined ? [] : [layer], overrides: rota.overrides.filter((override) => override.layer === layer?.id) };
  const shifts = resolve(alone, { ...facts, swaps: [] }, from, to).map(toShift);
  return { kind: 'layer', id: layer?.id ?? '', shifts: shifts.filter(({ users }) => users.length > 0) };
}

/** Who an override puts on call; the removed are in its text. */
function usersOf({ change }: Override): readonly string[] {
  switch (change.kind) {
    case 'replace':
      return [change.with];
    case 'remove':
      return [];
    default:
      return change.users;
  }
}

function within(range: Range): (shift: Shift) => boolean {
  return ({ start, end }) => start < range.to && end > range.from;
}

function overridesLane(rota: Rota, facts: RotaFacts, range: Range): Lane {
  const zone = zoneTable(facts.zones, rota.timeZone);
  const shifts = [...rota.overrides, ...swapOverrides(rota, facts.swaps)].map((override): Shift => ({ start: startInstant(override.start, zone), end: endInstant(override.end, zone), users: usersOf(override), sources: [], override }));
  return { kind: 'overrides', id: 'overrides', shifts: shifts.filter(within(range)).sort((a, b) => a.start - b.start) };
}

function participantsOf(rota: Rota): Set<string> {
  return new Set(rota.layers.flatMap(({ participants }) => participants.flat()));
}

function absencesLane(rota: Rota, facts: RotaFacts, range: Range): Lane {
  const participants = participantsOf(rota);
  const shifts = facts.absences.filter(({ user }) => participants.has(user)).map((absence): Shift => ({ start: absence.start, end: absence.end, users: [absence.user], sources: [], absence }));
  return { kind: 'absences', id: 'absences', shifts: shifts.filter(within(range)).sort((a, b) => a.start - b.start) };
}

/**
 * Highest layer first, as it decides; then overrides, absences (where there are any) and the outcome.
 * @param final segments of the sidecar, which knows earlier versions; absent: computed from this rota alone.
 */
export function lanesOf(rota: Rota, facts: RotaFacts, range: Range, final?: readonly Segment[]): Lane[] {
  const layers = rota.layers.map((_, index) => layerLane(rota, facts, index, range)).reverse();
  const between = [overridesLane(rota, facts, range), absencesLane(rota, facts, range)].filter(({ shifts }) => shifts.length > 0);
  const segments = final ?? resolve(rota, facts, range.from, range.to);
  return [...layers, ...between, { kind: 'final', id: 'final', shifts: segments.map(toShift) }];
}

export function gapsOf(lane: Lane): Shift[] {
  return lane.shifts.filter(({ users }) => users.length === 0);
}

export function conflictsOf(final: Lane, absences: readonly Absence[]): Conflict[] {
  return final.shifts.flatMap((shift) =>
    absences
      .filter((absence) => shift.users.includes(absence.user) && absence.start < shift.end && absence.end > shift.start)
      .map((absence) => ({ start: Math.max(shift.start, absence.start), end: Math.min(shift.end, absence.end), user: absence.user, absence }))
  );
}

/** Bars that overlap in time get rows of their own, first come first served. */
export function rowsOf(shifts: readonly Shift[]): number[] {
  const ends: number[] = [];
  return shifts.map(({ start, end }) => {
    const free = ends.findIndex((taken) => taken <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = end;
    return row;
  });
}
