/** Computes the lanes of a rota: its layers, overrides, absences, and who is on call in the end. */
import type {
  Absence,
  AnyRota,
  OnCallSource,
  Override,
  Rota,
  RotaFacts,
  RotaVersion,
  OnCallSegment,
} from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { resolve, resolveLayer } from '#domain/rota/resolve';
import { endInstant, startInstant } from '#domain/rota/resolution/compile';
import { swapOverrides } from '#domain/rota/resolution/swap-overrides';
import { DAY } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import type { TimeRange } from '../view.ts';

export interface Shift {
  /** Epoch ms, half-open. */
  start: number;
  end: number;
  /** Logins; an empty list is a gap. */
  users: readonly string[];
  /** Why they are on call, in the order of `users`; empty in lanes where the reason is obvious. */
  sources: readonly OnCallSource[];
  override?: Override;
  absence?: Absence;
}

/** `rota`: who is on call on it in the end, beside other rotas. */
export type LaneKind = 'layer' | 'overrides' | 'absences' | 'final' | 'rota';

export interface TimelineLane {
  kind: LaneKind;
  /** Id of the layer or the rota, or the kind of the lane. */
  id: string;
  shifts: Shift[];
  /** A layer that is on call together with the one below it. */
  isJoined?: boolean;
}

/** A person who is on call while absent. */
export interface AbsenceConflict {
  start: number;
  end: number;
  user: string;
  absence: Absence;
}

/** A state of the rota, for the part of the range in which it applies. */
interface RotaPeriod extends TimeRange {
  rota: Rota;
}

function heldIn(rota: AnyRota, range: TimeRange): RotaPeriod[] {
  const versions = versionsOf(rota);
  return versions
    .map((version: RotaVersion, i): RotaPeriod => ({
      rota: version.rota,
      from: i === 0 ? range.from : Math.max(range.from, version.from ?? -Infinity),
      to: Math.min(range.to, versions[i + 1]?.from ?? Infinity),
    }))
    .filter(({ from, to }) => from < to);
}

export function toShift({ start, end, onCall }: OnCallSegment): Shift {
  return { start, end, users: onCall.map(({ user }) => user), sources: onCall.map(({ source }) => source) };
}

/** One layer with its overrides, without those above it, as it was at each time. Unstaffed time yields no shift. */
function layerLane(states: readonly RotaPeriod[], facts: RotaFacts, id: string): TimelineLane {
  const shifts = states.flatMap(({ rota, from, to }) => resolveLayer(rota, id, facts, from, to).map(toShift));
  const latest = states.findLast(({ rota }) => rota.layers.some((layer) => layer.id === id))?.rota.layers ?? [];
  const place = latest.findIndex((layer) => layer.id === id);
  return {
    kind: 'layer',
    id,
    shifts: joined(shifts.filter(({ users }) => users.length > 0)),
    ...(place > 0 && latest[place]?.join === true && { isJoined: true }),
  };
}

/** Joins shifts that continue unchanged across a new state of the rota. */
function joined(shifts: readonly Shift[]): Shift[] {
  const all: Shift[] = [];
  for (const shift of shifts) {
    const last = all.at(-1);
    if (
      last !== undefined &&
      last.end === shift.start &&
      last.users.join('\n') === shift.users.join('\n') &&
      JSON.stringify(last.sources) === JSON.stringify(shift.sources)
    ) {
      all[all.length - 1] = { ...last, end: shift.end };
    } else {
      all.push(shift);
    }
  }
  return all;
}

/** Lowest first, in the order of the latest state; layers that only earlier states have come below. */
function layerIds(states: readonly RotaPeriod[]): string[] {
  const latestFirst = [...states].reverse().map(({ rota }) => rota.layers.map(({ id }) => id));
  return latestFirst.reduce((ids, others) => [...others.filter((id) => !ids.includes(id)), ...ids], [] as string[]);
}

/** The people whom an override puts on call; its text names the removed ones. */
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

function within(range: TimeRange): (shift: Shift) => boolean {
  return ({ start, end }) => start < range.to && end > range.from;
}

/** A state's own overrides act while the state applies; those that people made act on every state. */
function overridesLane(states: readonly RotaPeriod[], facts: RotaFacts, range: TimeRange): TimelineLane {
  const byId = new Map<string, Shift>();
  for (const { rota, from, to } of states) {
    const zone = zoneTable(facts.zones, rota.timeZone);
    for (const override of [...rota.overrides, ...swapOverrides(rota, facts.swaps)]) {
      const [start, end] = [startInstant(override.start, zone), endInstant(override.end, zone)];
      const isStated = override.origin.kind === 'file' && states.length > 1;
      const shift: Shift = {
        start: isStated ? Math.max(start, from) : start,
        end: isStated ? Math.min(end, to) : end,
        users: usersOf(override),
        sources: [],
        override,
      };
      const before = byId.get(override.id);
      byId.set(
        override.id,
        before === undefined || shift.start > before.end
          ? shift
          : { ...shift, start: Math.min(before.start, shift.start), end: Math.max(before.end, shift.end) },
      );
    }
  }
  return {
    kind: 'overrides',
    id: 'overrides',
    shifts: [...byId.values()]
      .filter(within(range))
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.start - b.start),
  };
}

function absencesLane(states: readonly RotaPeriod[], facts: RotaFacts, range: TimeRange): TimelineLane {
  const participants = new Set(states.flatMap(({ rota }) => rota.layers.flatMap((layer) => layer.participants.flat())));
  const shifts = facts.absences
    .filter(({ user }) => participants.has(user))
    .map((absence): Shift => ({ start: absence.start, end: absence.end, users: [absence.user], sources: [], absence }));
  return { kind: 'absences', id: 'absences', shifts: shifts.filter(within(range)).sort((a, b) => a.start - b.start) };
}

/**
 * Lanes from the highest layer down, then overrides, absences (if any) and the outcome. Each instant shows the state of
 * the rota that applied then.
 * @param final the sidecar's segments; computed here if absent
 */
export function lanesOf(
  rota: AnyRota,
  facts: RotaFacts,
  range: TimeRange,
  final?: readonly OnCallSegment[],
): TimelineLane[] {
  const states = heldIn(rota, range);
  const layers = layerIds(states)
    .map((id) => layerLane(states, facts, id))
    .reverse();
  const between = [overridesLane(states, facts, range), absencesLane(states, facts, range)].filter(
    ({ shifts }) => shifts.length > 0,
  );
  const segments = final ?? resolve(rota, facts, range.from, range.to);
  return [...layers, ...between, { kind: 'final', id: 'final', shifts: segments.map(toShift) }];
}

/** Turns longer than this on either side are those of somebody who is always on call. */
const LONGEST_TURN = 62 * DAY;

/**
 * The whole turn of a bar that the edge of the view cuts: what people do with it (swap it, change it) is about the turn,
 * not about the part that they see.
 */
export function wholeShift(rota: AnyRota, facts: RotaFacts, lane: TimelineLane, shift: Shift, view: TimeRange): Shift {
  const isCut = shift.start <= view.from || shift.end >= view.to;
  if (!isCut || (lane.kind !== 'final' && lane.kind !== 'layer')) {
    return shift;
  }
  const around = { from: shift.start - LONGEST_TURN, to: shift.end + LONGEST_TURN };
  const lanes = lanesOf(rota, facts, around).filter(({ kind, id }) => kind === lane.kind && id === lane.id);
  return (
    lanes.flatMap(({ shifts }) => shifts).find(({ start, end }) => start <= shift.start && end >= shift.end) ?? shift
  );
}

export function gapsOf(lane: TimelineLane): Shift[] {
  return lane.shifts.filter(({ users }) => users.length === 0);
}

export function conflictsOf(final: TimelineLane, absences: readonly Absence[]): AbsenceConflict[] {
  return final.shifts.flatMap((shift) =>
    absences
      .filter((absence) => shift.users.includes(absence.user) && absence.start < shift.end && absence.end > shift.start)
      .map((absence) => ({
        start: Math.max(shift.start, absence.start),
        end: Math.min(shift.end, absence.end),
        user: absence.user,
        absence,
      })),
  );
}

/** Overlapping bars get separate rows, in order of their start. */
export function rowsOf(shifts: readonly Shift[]): number[] {
  const ends: number[] = [];
  return shifts.map(({ start, end }) => {
    const free = ends.findIndex((taken) => taken <= start);
    const row = free < 0 ? ends.length : free;
    ends[row] = end;
    return row;
  });
}
