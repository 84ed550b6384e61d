/** Translates a shift of OnCall to layers: groups that take turns, or people who are on call together. */
import { MAX_PARTICIPANTS } from '#contract/rotas/rota';
import { SECOND } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import { formatLocal } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/calendar';
import { firstInstant } from '#domain/time/zone';
import { instantText } from '../../shared/rota-body.ts';
import type { LayerBody } from '../../shared/rota-body.ts';
import { hourlyStart } from '../../shared/hours/hourly-start.ts';
import type { HourReading } from '../../shared/hours/hourly-start.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import type { LayerTurns } from './layer-turns.ts';
import { recurrenceOf, ruleText, UNIT_MS, wallOf } from './recurrence.ts';
import type { ShiftClock, ShiftRecurrence } from './recurrence.ts';
import type { OncallShift } from '../schema.ts';
import { layersOf } from './turn-layers.ts';
import type { BegunTurns } from './turn-layers.ts';
import { onceSpan, seriesOf } from './turn-series.ts';

export interface ShiftContext {
  /** Of shifts that recur, and of those that do not. */
  clock: ShiftClock;
  onceClock: ShiftClock;
  isWeb: boolean;
  from: number;
  /** What the source may have done with turns of hours when the clock changed. */
  reading: HourReading;
  /** On which day weeks begin where the source does not say. 0 is Monday. */
  hiddenWeekStart: number;
  /** Logins of those whom the source would notify. */
  slotOf(users: readonly string[]): string[];
}

type ShiftLayer = Omit<LayerBody, 'id'>;

export function translatedShift(
  shift: OncallShift,
  context: ShiftContext,
): { ok: true; layers: ShiftLayer[] } | NoLayers {
  if (shift.type === 'single_event') {
    return singleEvent(shift, context);
  }
  const groups = shift.type === 'rolling_users' ? groupsOf(shift) : [shift.users];
  if (!['rolling_users', 'recurrent_event'].includes(shift.type)) {
    return { ok: false, reason: 'kind-unknown', data: { kind: `shift of type ${shift.type}` } };
  }
  const read = recurrenceOf(shift, context.hiddenWeekStart);
  if (!read.ok) {
    return read;
  }
  const slots = groups.map(context.slotOf);
  const turns = slots.every((slot) => slot.length === 0) ? [] : turnsOf(read.recurrence, slots, context);
  if (turns === null || turns.some(({ participants }) => participants.length > MAX_PARTICIPANTS)) {
    return { ok: false, reason: turns === null ? 'odd-recurrence' : 'too-many-turns', data: { rule: ruleText(shift) } };
  }
  const shown = context.isWeb ? read.recurrence.rotationStart + context.clock.moved : -Infinity;
  return {
    ok: true,
    layers: turns
      .map((layer) => (read.recurrence.unit === 'hour' ? counted(layer, context) : layer))
      .flatMap(({ begins, ends, ...layer }) => inForce(layer, Math.max(begins, shown), ends, context)),
  };
}

/** The group of the first turn comes first. */
function groupsOf({ rolling_users: groups, start_rotation_from_user_index: index }: OncallShift): string[][] {
  const first = groups.length === 0 ? 0 : (index ?? 0) % groups.length;
  return [...groups.slice(first), ...groups.slice(0, first)];
}

/** Counted on the clock by which the source counts, then moved to the one that the layers have. */
function turnsOf(
  recurrence: ShiftRecurrence,
  slots: readonly string[][],
  { clock: { moved }, onceClock: { zone }, isWeb }: ShiftContext,
): BegunTurns[] | null {
  const series = seriesOf({ recurrence, groups: slots.length, zone, isWeb });
  const start = recurrence.start + moved;
  // Days that the move of the clock carries over midnight are those of the new clock.
  const carried = dateOf(start) - dateOf(recurrence.start);
  const dayAt = (day: number) => (((day + carried) % 7) + 7) % 7;
  const onClock = <Rule extends { days: readonly number[]; weekStart: number }>(rule: Rule) => ({
    ...rule,
    days: rule.days.map(dayAt),
    weekStart: dayAt(rule.weekStart),
  });
  return layersOf(
    { ...onClock(recurrence), start, rotationStart: recurrence.rotationStart + moved },
    series.map((one) => ({ ...one, first: one.first + moved, rule: onClock(one.rule) })),
    slots,
  );
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
  ends: number | null,
  { clock, from }: ShiftContext,
): ShiftLayer[] {
  const start = firstInstant(clock.zone, begins);
  return ends !== null && ends <= Math.max(start, from)
    ? []
    : [
        {
          ...layer,
          timeZone: clock.name,
          ...(start > from ? { effectiveFrom: instantText(start) } : {}),
          ...(ends === null ? {} : { effectiveUntil: instantText(ends) }),
        },
      ];
}

function singleEvent(
  shift: OncallShift,
  { onceClock: { name, zone }, from, slotOf }: ShiftContext,
): { ok: true; layers: ShiftLayer[] } | NoLayers {
  const start = wallOf(shift.start);
  if (start === null) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: ruleText(shift) } };
  }
  const { start: begins, end: ends } = onceSpan(zone, start, shift.duration * SECOND);
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
