/** The simulated alert and its instant. */
import type { Severity } from '#domain/incident/signal/alert';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import { DAY, HOUR } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

export interface PreviewScenario {
  /** Wall clock of the reader; empty for now. */
  at: string;
  severity: Severity;
  /** `name=value`, one per line. */
  labels: string;
}

/** @returns null if a line has no `=` */
export function labelsOf(text: string): Record<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const pairs = lines.map(
    (line) =>
      [
        line.slice(0, line.indexOf('=')).trim(),
        line
          .slice(line.indexOf('=') + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ] as const,
  );
  return lines.every((line) => line.indexOf('=') > 0) ? Object.fromEntries(pairs) : null;
}

/** The next 3 a.m. */
export function nextNight(now: number, zone: ZoneTable): number {
  return nextLocal(now, zone, (date) => date, 3);
}

/** 3 a.m. of the next Sunday: nobody is in the office, and most people are asleep. */
export function nextSunday(now: number, zone: ZoneTable): number {
  return nextLocal(now, zone, (date) => date + ((7 - weekdayOf(date)) % 7), 3);
}

function nextLocal(now: number, zone: ZoneTable, dayOf: (date: number) => number, hour: number): number {
  const today = dateOf(toLocal(zone, now));
  const at = (date: number) => firstInstant(zone, dayOf(date) * DAY + hour * HOUR);
  return at(today) > now ? at(today) : at(today + 1);
}
