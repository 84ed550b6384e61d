/** Holds what Vigie's definitions leave open: hours of sleep and work, and the weights of hardship. */
import { HOUR, MINUTE } from '#domain/time/duration';

export interface ClockHours {
  /** Milliseconds after midnight; the end may be smaller than the start, which then lies on the day before. */
  from: number;
  to: number;
}

export type DutyClass = 'day' | 'evening' | 'night' | 'weekend' | 'holiday';
export type InterruptionClass = 'work' | 'off' | 'sleep';

export interface InsightSettings {
  /** In the person's zone, every day. */
  sleep: ClockHours;
  /** In the person's zone, Monday to Friday, but for public holidays. */
  work: ClockHours;
  /** Calls to a person within this time of the first are one interruption, ms. */
  mergeWithin: number;
  /** An answer with no recorded work counts until the resolution, at most so long, ms. */
  longestEstimate: number;
  hourWeights: Readonly<Record<DutyClass, number>>;
  interruptionPoints: Readonly<Record<InterruptionClass, number>>;
}

export const INSIGHT_SETTINGS: InsightSettings = {
  sleep: { from: 22 * HOUR, to: 8 * HOUR },
  work: { from: 8 * HOUR, to: 18 * HOUR },
  mergeWithin: MINUTE,
  longestEstimate: 4 * HOUR,
  hourWeights: { day: 1, evening: 1.25, night: 1.5, weekend: 2, holiday: 3 },
  interruptionPoints: { sleep: 3, off: 1.5, work: 0.5 },
};

/** Whether a time of day lies within the hours. @param clock ms after midnight */
export function isWithinHours({ from, to }: ClockHours, clock: number): boolean {
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
}

/** `22:00–08:00` */
export function hoursText({ from, to }: ClockHours): string {
  const clock = (ms: number) =>
    [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE)].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock(from)}–${clock(to)}`;
}
