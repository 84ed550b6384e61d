/** Translates an event of a shift-based schedule: who takes turns in hours that recur. */
import { MAX_PARTICIPANTS } from '#contract/rotas/rota';
import { DAY, MINUTE } from '#domain/time/duration';
import { formatLocal, parseTime } from '#domain/time/local';
import type { WeeklyWindow } from '#domain/time/weekly';
import { instantText } from '../../shared/rota-body.ts';
import type { LayerBody } from '../../shared/rota-body.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { clockText, RULE_DAYS, WEEKDAYS, WEEK_MINUTES, weekdayAt, weeklyWindows } from '../../shared/stretches.ts';
import type { ShiftEvent } from '../schema.ts';

interface ReadRule {
  isWeekly: boolean;
  interval: number;
  /** 0 is Monday; empty: not said. */
  days: number[];
}

/** When the shifts of an event are, and how long a turn is. */
interface EventHours {
  windows: WeeklyWindow[];
  unit: 'day' | 'week';
  every: number;
  /** Only days with a shift count as turns. */
  isCovered: boolean;
}

export function translatedEvent(
  event: ShiftEvent,
  id: string,
  zone: string,
  from: number,
  turnOf: (user: string) => string[],
): { ok: true; layer: LayerBody } | NoLayers {
  const rule = ruleOf(event.recurrence);
  const [start, end] = [wallOf(event.start_time.date_time), wallOf(event.end_time.date_time)];
  const hours = rule === null || start === null || end === null ? null : hoursOf(rule, start, (end - start) / MINUTE);
  const ownZone = event.start_time.time_zone ?? zone;
  const turns = turnsOf(event, turnOf);
  if (hours === null || start === null || turns === null) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: event.recurrence.join(' ') || 'none' } };
  }
  const begins = event.effective_since ? Date.parse(event.effective_since) : null;
  const { windows, unit, every, isCovered } = hours;
  return {
    ok: true,
    layer: {
      id,
      ...(event.name ? { name: event.name } : {}),
      ...(ownZone === zone ? {} : { timeZone: ownZone }),
      ...(turns.length > 1
        ? {
            rotation: { every, unit, start: formatLocal(start), ...(isCovered ? { advance: 'covered' as const } : {}) },
          }
        : {}),
      participants: turns,
      ...(windows.length === 0 ? {} : { restrictions: windows }),
      ...(begins !== null && begins > from ? { effectiveFrom: instantText(begins) } : {}),
      ...(event.effective_until ? { effectiveUntil: instantText(Date.parse(event.effective_until)) } : {}),
    },
  };
}

/** @returns null: more turns than a layer has, or a way of taking turns that is not known */
function turnsOf({ assignment_strategy: strategy }: ShiftEvent, turnOf: (user: string) => string[]): string[][] | null {
  const slots = strategy.members.map(({ user_id: user }) => (user ? turnOf(user) : []));
  if (strategy.type === 'every_member_assignment_strategy') {
    return [[...new Set(slots.flat())]];
  }
  const each = strategy.shifts_per_member ?? 1;
  const isKnown = strategy.type === 'rotating_member_assignment_strategy' && each >= 1;
  return isKnown && slots.length > 0 && slots.length * each <= MAX_PARTICIPANTS
    ? slots.flatMap((slot) => Array.from({ length: each }, () => slot))
    : null;
}

function wallOf(text: string): number | null {
  const time = parseTime(text);
  return time !== null && 'local' in time ? time.local : null;
}

/** @returns null: it says more than every day, or on which weekdays of every week */
function ruleOf(lines: readonly string[]): ReadRule | null {
  const [, text = ''] = /^RRULE:(.*)$/.exec(lines[0] ?? '') ?? [];
  const parts = Object.fromEntries(text.split(';').map((part) => part.split('=') as [string, string]));
  const { FREQ: frequency, INTERVAL: interval = '1', BYDAY: byDay, WKST: _week, ...more } = parts;
  const days = byDay === undefined ? [] : byDay.split(',').map((day) => RULE_DAYS.indexOf(day));
  const isRead = lines.length === 1 && Object.keys(more).length === 0 && !days.includes(-1);
  return isRead && (frequency === 'DAILY' || frequency === 'WEEKLY')
    ? { isWeekly: frequency === 'WEEKLY', interval: Number(interval), days }
    : null;
}

function hoursOf(rule: ReadRule, start: number, length: number): EventHours | null {
  const startDay = weekdayAt(start);
  const from = Math.floor((start % DAY) / MINUTE);
  if (!Number.isInteger(length) || length <= 0 || start % MINUTE !== 0) {
    return null;
  }
  const days = rule.days.length > 0 ? rule.days : rule.isWeekly ? [startDay] : [0, 1, 2, 3, 4, 5, 6];
  if (length <= DAY / MINUTE) {
    return rule.interval === 1 && days.includes(startDay) ? shiftsOfADay(days, from, length) : null;
  }
  // Several days at once: a turn a week.
  const weeks = rule.interval;
  const isOneDay = rule.isWeekly && days.length === 1 && days[0] === startDay;
  if (!isOneDay || length > weeks * WEEK_MINUTES) {
    return null;
  }
  if (length === weeks * WEEK_MINUTES) {
    return { windows: [], unit: 'week', every: weeks, isCovered: false };
  }
  return weeks === 1
    ? { windows: weeklyWindows(startDay, from, length), unit: 'week', every: 1, isCovered: false }
    : null;
}

function shiftsOfADay(days: readonly number[], from: number, length: number): EventHours {
  const isAlways = days.length === 7 && length === DAY / MINUTE;
  const window = {
    days: days.length === 7 ? ['daily' as const] : days.map((day) => WEEKDAYS[day] as WeeklyWindow['days'][number]),
    from: clockText(from),
    to: clockText(from + length),
  };
  return { windows: isAlways ? [] : [window], unit: 'day', every: 1, isCovered: days.length < 7 };
}
