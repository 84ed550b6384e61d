/** Reads when a shift of OnCall recurs, on the clock that the engine counts by. */
import { DAY, HOUR, SECOND, WEEK } from '#domain/time/duration';
import { dateOf, parseTime } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/local';
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
  /** Everybody at once, by the plain rule; otherwise groups take turns. */
  isPlain: boolean;
}

export const UNIT_MS = { hour: HOUR, day: DAY, week: WEEK } as const;
const UNITS: Readonly<Record<string, ShiftRecurrence['unit']>> = { hourly: 'hour', daily: 'day', weekly: 'week' };

/** Times have no offset; what has one all the same is read as UTC. null: it is no time. */
export function wallOf(text: string, { moved }: Pick<ShiftClock, 'moved'>): LocalDateTime | null {
  const time = parseTime(text.replace(' ', 'T'));
  return time === null ? null : ('local' in time ? time.local : time.instant) + moved;
}

/** The clock of UTC, or in its place the one that `zone` shows at an instant. */
export function keptClock(name: string, zone: ZoneTable, at: number): ShiftClock {
  return { name, zone, moved: offsetAt(zone, at) };
}

export function recurrenceOf(
  shift: OncallShift,
  clock: ShiftClock,
): { ok: true; recurrence: ShiftRecurrence } | NoLayers {
  const unit = UNITS[shift.frequency ?? ''];
  const start = wallOf(shift.start, clock);
  const rotationStart = shift.rotation_start ? wallOf(shift.rotation_start, clock) : start;
  const given = shift.by_day.map((day) => RULE_DAYS.indexOf(day));
  const isOdd = given.includes(-1) || shift.by_month.length > 0 || shift.by_monthday.length > 0;
  if (unit === undefined || start === null || rotationStart === null || isOdd) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: ruleText(shift) } };
  }
  // Days that the move of the clock carries over midnight are those of the new clock.
  const written = wallOf(shift.start, { moved: 0 }) ?? start;
  const carried = dateOf(start) - dateOf(written);
  const dayAt = (day: number) => (((day + carried) % 7) + 7) % 7;
  return {
    ok: true,
    recurrence: {
      unit,
      interval: Math.max(1, shift.interval ?? 1),
      days: [...new Set(given)].map(dayAt),
      weekStart: dayAt(Math.max(0, RULE_DAYS.indexOf(shift.week_start ?? 'SU'))),
      start,
      rotationStart,
      duration: shift.duration * SECOND,
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
