/** Defines **time windows**: named weekly hours of civil time, used by routes, steps and notification rules. */
import { z } from 'zod';
import type { TimeWindow } from '#domain/time/window';
import { optional, strict } from '#contract/base/schema';
import { clockTime, closingTime, dayWord, holidayRegion, id, name, ref, timeZone } from '#contract/base/scalars';

/** `to <= from` ends on the next day; equal means 24 hours. */
export const weeklyWindow = strict({
  days: z.array(dayWord).min(1).max(20),
  from: clockTime,
  to: closingTime,
});

const weeklyWindows = z.array(weeklyWindow).max(100);

/** A window written where it is used. */
const inlineWindow = strict({
  timeZone,
  holidays: optional(holidayRegion),
  windows: weeklyWindows.min(1),
});

/** A window of a person, whose default zone is the person's own. */
export const personalWindow = strict({
  timeZone: optional(timeZone),
  holidays: optional(holidayRegion),
  windows: weeklyWindows.min(1),
});

/** The id of a time window, or one written in place. */
export const windowOrId = z.union([ref('timeWindow'), inlineWindow]);
export const personalWindowOrId = z.union([ref('timeWindow'), personalWindow]);

export const timeWindow = strict({
  id,
  name: optional(name),
  timeZone,
  holidays: optional(holidayRegion),
  windows: weeklyWindows.min(1),
});

export type TimeWindowWire = z.output<typeof timeWindow>;
export type WindowOrIdWire = z.output<typeof windowOrId>;
export type PersonalWindowOrIdWire = z.output<typeof personalWindowOrId>;

/** Resolves ids. `checkReferences` has run, so an unknown id is a bug. */
export interface WindowLookup {
  timeWindow(id: string): TimeWindow;
}

export function toTimeWindow({ timeZone: zone, holidays, windows }: Omit<TimeWindowWire, 'id' | 'name'>): TimeWindow {
  return { timeZone: zone, holidays, windows };
}

/** @param zone of a window that names none */
export function toWindow(wire: PersonalWindowOrIdWire | null, lookup: WindowLookup, zone: string): TimeWindow | null {
  if (wire === null) {
    return null;
  }
  return typeof wire === 'string'
    ? lookup.timeWindow(wire)
    : toTimeWindow({ ...wire, timeZone: wire.timeZone ?? zone });
}
