/** Translates a shift of OnCall to layers: groups that take turns, or people who are on call together. */
import { MAX_PARTICIPANTS } from '#contract/rotas/rota';
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { formatLocal } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/local';
import type { RotationUnit } from '#domain/rota/model';
import type { WeeklyWindow } from '#domain/time/weekly';
import { firstInstant, lastInstant } from '#domain/time/zone';
import { instantText, MOST_EVERY } from '../../shared/rota-body.ts';
import type { LayerBody } from '../../shared/rota-body.ts';
import { clockText, dailyWindow, WEEKDAYS, weekdayAt, weeklyWindows } from '../../shared/stretches.ts';
import { hourlyStart } from '../../shared/hours/hourly-start.ts';
import type { HourReading } from '../../shared/hours/hourly-start.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { firstDate, weekBegin } from './first-date.ts';
import { recurrenceOf, ruleText, UNIT_MS, wallOf } from './recurrence.ts';
import type { ShiftClock, ShiftRecurrence } from './recurrence.ts';
import type { OncallShift } from '../schema.ts';

export interface ShiftContext {
  /** Of shifts that recur, and of those that do not. */
  clock: ShiftClock;
  onceClock: ShiftClock;
  isWeb: boolean;
  from: number;
  /** What the source may have done with turns of hours when the clock changed. */
  reading: HourReading;
  /** Logins of those whom the source would notify. */
  slotOf(users: readonly string[]): string[];
}

/** What a layer adds to when it is in force. */
type LayerTurns = Pick<LayerBody, 'rotation' | 'participants' | 'restrictions'>;
type BegunTurns = LayerTurns & { begins: LocalDateTime };
type ShiftLayer = Omit<LayerBody, 'id'>;
type Slots = readonly string[][];

export function translatedShift(
  shift: OncallShift,
  context: ShiftContext,
): { ok: true; layers: ShiftLayer[] } | NoLayers {
  const until = shift.until ? wallOf(shift.until, { moved: 0 }) : null;
  if (until !== null && until <= context.from) {
    return { ok: true, layers: [] };
  }
  if (shift.type === 'single_event') {
    return singleEvent(shift, context);
  }
  const groups = shift.type === 'rolling_users' ? groupsOf(shift) : [shift.users];
  if (!['rolling_users', 'recurrent_event'].includes(shift.type)) {
    return { ok: false, reason: 'kind-unknown', data: { kind: `shift of type ${shift.type}` } };
  }
  const read = recurrenceOf(shift, context.clock);
  if (!read.ok) {
    return read;
  }
  const slots = groups.map(context.slotOf);
  const first = firstDate(read.recurrence, context.isWeb);
  const turns = slots.every((slot) => slot.length === 0) ? [] : turnsOf(read.recurrence, first, slots);
  if (turns === null || turns.some(({ participants }) => participants.length > MAX_PARTICIPANTS)) {
    return { ok: false, reason: turns === null ? 'odd-recurrence' : 'too-many-turns', data: { rule: ruleText(shift) } };
  }
  const shown = context.isWeb ? read.recurrence.rotationStart : first;
  return {
    ok: true,
    layers: turns
      .map((layer) => (read.recurrence.unit === 'hour' ? counted(layer, context) : layer))
      .flatMap(({ begins, ...layer }) => inForce(layer, Math.max(begins, shown), until, context)),
  };
}

/** The group of the first turn comes first. */
function groupsOf({ rolling_users: groups, start_rotation_from_user_index: index }: OncallShift): string[][] {
  const first = groups.length === 0 ? 0 : (index ?? 0) % groups.length;
  return [...groups.slice(first), ...groups.slice(0, first)];
}

/** Turns of hours whose cycle that runs at `from` begins as the reading says. */
function counted(layer: BegunTurns, { clock: { zone }, from, reading }: ShiftContext): BegunTurns {
  const { rotation, participants, begins } = layer;
  const first = firstInstant(zone, begins);
  if (rotation === undefined || first >= from) {
    return layer;
  }
  const turn = rotation.every * UNIT_MS[rotation.unit as keyof typeof UNIT_MS];
  const start = hourlyStart({ first, turn, count: participants.length, zone, needed: from }, reading);
  return { ...layer, rotation: { ...rotation, start: formatLocal(start) } };
}

function inForce(
  layer: LayerTurns,
  begins: LocalDateTime,
  until: number | null,
  { clock, from }: ShiftContext,
): ShiftLayer[] {
  const start = firstInstant(clock.zone, begins);
  return until !== null && until <= start
    ? []
    : [
        {
          ...layer,
          timeZone: clock.name,
          ...(start > from ? { effectiveFrom: instantText(start) } : {}),
          ...(until === null ? {} : { effectiveUntil: instantText(until) }),
        },
      ];
}

function singleEvent(
  shift: OncallShift,
  { onceClock: { name, zone }, from, slotOf }: ShiftContext,
): { ok: true; layers: ShiftLayer[] } | NoLayers {
  const start = wallOf(shift.start, { moved: 0 });
  if (start === null) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: ruleText(shift) } };
  }
  const [begins, ends] = [firstInstant(zone, start), lastInstant(zone, start + shift.duration * 1000)];
  const slot = slotOf(shift.users);
  return {
    ok: true,
    layers:
      ends <= from || ends <= begins || slot.length === 0
        ? []
        : [
            {
              participants: [slot],
              timeZone: name,
              effectiveFrom: instantText(begins),
              effectiveUntil: instantText(ends),
            },
          ],
  };
}

/** @returns null: no layer says the same */
function turnsOf(recurrence: ShiftRecurrence, first: LocalDateTime, slots: Slots): BegunTurns[] | null {
  const { unit, interval, duration } = recurrence;
  if (duration <= 0) {
    return [];
  }
  if (recurrence.days.length > 0) {
    const layer = onWeekdays(recurrence, first, slots);
    return layer === null ? null : [{ ...layer, begins: first }];
  }
  const period = interval * UNIT_MS[unit];
  const cycle = period * slots.length;
  if (duration <= period) {
    const layer = series(slots, first, period, duration);
    return layer === null ? null : [{ ...layer, begins: first }];
  }
  // Turns that are longer than their distance overlap: each group has a layer of its own.
  const layers = slots.map((slot, i) => {
    const begins = first + i * period;
    const layer = duration >= cycle ? { participants: [slot] } : series([slot], begins, cycle, duration);
    return layer === null ? null : { ...layer, begins };
  });
  return layers.includes(null) ? null : layers.flatMap((layer) => layer ?? []);
}

/** Turns of `duration`, each `period` after the last one began. */
function series(slots: Slots, start: LocalDateTime, period: number, duration: number): LayerTurns | null {
  if (duration === period) {
    return rotating(slots, start, period);
  }
  const isInMinutes = start % MINUTE === 0 && duration % MINUTE === 0;
  const [from, minutes] = [(start % DAY) / MINUTE, duration / MINUTE];
  if (period % WEEK === 0 && duration < WEEK && isInMinutes) {
    const restrictions = weeklyWindows(weekdayAt(start), from, minutes);
    return withWindows(spread(slots, 1, period / WEEK - 1), start, WEEK, restrictions);
  }
  if (period % DAY === 0 && duration < DAY && isInMinutes) {
    return withWindows(spread(slots, 1, period / DAY - 1), start, DAY, [dailyWindow(from, minutes)]);
  }
  const turn = greatestDivisor(period, duration);
  return turn % HOUR === 0 ? rotating(spread(slots, duration / turn, (period - duration) / turn), start, turn) : null;
}

function onWeekdays(
  { unit, interval, days, weekStart, duration, isPlain, start }: ShiftRecurrence,
  first: LocalDateTime,
  slots: Slots,
): LayerTurns | null {
  if (unit === 'hour' || duration > DAY || first % MINUTE !== 0 || duration % MINUTE !== 0) {
    return null;
  }
  const restrictions: WeeklyWindow[] = [
    {
      days: [...days].sort((a, b) => a - b).map((day) => WEEKDAYS[day] as WeeklyWindow['days'][number]),
      from: clockText((first % DAY) / MINUTE),
      to: clockText((first % DAY) / MINUTE + duration / MINUTE),
    },
  ];
  if (unit === 'week') {
    const begin = weekBegin(isPlain ? start : first, weekStart);
    return withWindows(spread(slots, 1, interval - 1), begin, WEEK, restrictions);
  }
  if (isPlain) {
    return withWindows(spread(slots, 1, interval - 1), start, DAY, restrictions);
  }
  // The turn passes on chosen days alone.
  const layer = withWindows(slots.length === 1 ? slots : spread(slots, interval, 0), first, DAY, restrictions);
  return layer.rotation === undefined ? layer : { ...layer, rotation: { ...layer.rotation, advance: 'covered' } };
}

function withWindows(
  participants: string[][] | Slots,
  start: LocalDateTime,
  turn: number,
  restrictions: WeeklyWindow[],
): LayerTurns {
  return { ...(rotating(participants, start, turn) as LayerTurns), restrictions };
}

/** Each slot `times` times, then nobody for `empty` turns. */
function spread(slots: Slots, times: number, empty: number): string[][] {
  return slots.flatMap((slot) => [
    ...Array.from({ length: times }, () => slot),
    ...Array.from({ length: empty }, () => []),
  ]);
}

/** @returns null: a turn is too long */
function rotating(slots: Slots, start: LocalDateTime, turn: number): LayerTurns | null {
  if (slots.length === 1) {
    return { participants: [...slots] };
  }
  const unit: RotationUnit = turn % WEEK === 0 ? 'week' : turn % DAY === 0 ? 'day' : 'hour';
  const every = turn / UNIT_MS[unit as keyof typeof UNIT_MS];
  return every > MOST_EVERY ? null : { rotation: { every, unit, start: formatLocal(start) }, participants: [...slots] };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
