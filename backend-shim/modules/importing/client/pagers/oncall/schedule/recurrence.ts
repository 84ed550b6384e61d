/** Reads when a shift of OnCall recurs, on the clock that the engine counts by. */
import { DAY, HOUR, SECOND, WEEK } from '#domain/time/duration';
import { parseTime } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/calendar';
import { offsetAt } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { RULE_DAYS } from '../../shared/stretches.ts';
import type { OncallShift } from '../schema.ts';

/** The clock by which a shift is counted. */
export interface ShiftClock {
  name: string;
  zone: ZoneTable;
  /** ms by which times as written are moved, where a shift in UTC gets the clock of its schedule's zone. */
  moved: number;
}

export interface ShiftRecurrence {
  unit: 'hour' | 'day' | 'week';
  interval: number;
  /** 0 is Monday; empty: no weekdays are chosen. */
  days: readonly number[];
  weekStart: number;
  start: LocalDateTime;
  rotationStart: LocalDateTime;
  /** ms */
  duration: number;
  /** Instant after which nothing begins; null: it recurs for ever. */
  until: number | null;
  /** Everybody at once, by the plain rule; otherwise groups take turns. */
  isPlain: boolean;
}

export const UNIT_MS = { hour: HOUR, day: DAY, week: WEEK } as const;
const UNITS: Readonly<Record<string, ShiftRecurrence['unit']>> = { hourly: 'hour', daily: 'day', weekly: 'week' };

/** Times have no offset; what has one all the same is read as UTC. null: it is no time. */
export function wallOf(text: string): LocalDateTime | null {
  const time = parseTime(text.replace(' ', 'T'));
  return time === null ? null : 'local' in time ? time.local : time.instant;
}

/** The clock of UTC, or in its place the one that `zone` shows at an instant. */
export function keptClock(name: string, zone: ZoneTable, at: number): ShiftClock {
  return { name, zone, moved: offsetAt(zone, at) };
}

/** @param hiddenWeekStart where the API does not say on which day weeks begin, as it does for weekly shifts alone */
export function recurrenceOf(
  shift: OncallShift,
  hiddenWeekStart: number,
): { ok: true; recurrence: ShiftRecurrence } | NoLayers {
  const unit = UNITS[shift.frequency ?? ''];
  const start = wallOf(shift.start);
  const rotationStart = shift.rotation_start ? wallOf(shift.rotation_start) : start;
  const until = shift.until ? wallOf(shift.until) : null;
  const days = shift.by_day.map((day) => RULE_DAYS.indexOf(day));
  const isOdd = days.includes(-1) || shift.by_month.length > 0 || shift.by_monthday.length > 0;
  if (unit === undefined || start === null || rotationStart === null || isOdd) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: ruleText(shift) } };
  }
  const weekStart = RULE_DAYS.indexOf(shift.week_start ?? '');
  return {
    ok: true,
    recurrence: {
      unit,
      interval: Math.max(1, shift.interval ?? 1),
      days: [...new Set(days)],
      weekStart: weekStart === -1 ? hiddenWeekStart : weekStart,
      start,
      rotationStart,
      duration: shift.duration * SECOND,
      until,
      isPlain: shift.type !== 'rolling_users',
    },
  };
}

/** For people: what no layer says. */
export function ruleText(shift: OncallShift): string {
  const parts = [
    shift.frequency ?? 'once',
    (shift.interval ?? 1) > 1 ? `every ${shift.interval}` : '',
    shift.by_day.join(' '),
    shift.by_monthday.length > 0 ? `days ${shift.by_monthday.join(', ')}` : '',
    shift.by_month.length > 0 ? `months ${shift.by_month.join(', ')}` : '',
    `${Math.round((shift.duration / 3_600) * 100) / 100} h`,
  ];
  return `${shift.name ?? shift.id}: ${parts.filter(Boolean).join(', ')}`;
}
