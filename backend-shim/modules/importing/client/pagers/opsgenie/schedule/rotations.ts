/** Translates a rotation of Opsgenie: turns from its start on the schedule's clock, inside of its restriction. */
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import { formatLocal } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { WeeklyWindow } from '#domain/time/weekly';
import { hourlyStart } from '../../shared/hours/hourly-start.ts';
import type { HourReading } from '../../shared/hours/hourly-start.ts';
import { instantText } from '../../shared/rota-body.ts';
import type { LayerBody } from '../../shared/rota-body.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { DAY_MINUTES, dailyWindow, WEEK_MINUTES, weeklyWindows } from '../../shared/stretches.ts';
import type { OpsgenieRotation } from '../schema.ts';

export interface RotationContext {
  zone: ZoneTable;
  from: number;
  /** How turns of hours were counted before `from`. */
  reading: HourReading;
  turnOf(user: string): string[];
}

const UNITS: Readonly<Record<string, { unit: 'hour' | 'day' | 'week'; ms: number }>> = {
  hourly: { unit: 'hour', ms: HOUR },
  daily: { unit: 'day', ms: DAY },
  weekly: { unit: 'week', ms: WEEK },
};
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export function translatedRotation(
  rotation: OpsgenieRotation,
  id: string,
  context: RotationContext,
): { ok: true; layer: LayerBody } | NoLayers {
  const unit = UNITS[rotation.type];
  const windows = windowsOf(rotation);
  const stranger = rotation.participants.find(({ type }) => !['user', 'none', 'noone'].includes(type));
  if (unit === undefined || windows === null) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: rotation.type } };
  }
  if (stranger !== undefined) {
    const participant = `${stranger.type} ${stranger.name ?? stranger.id ?? ''}`.trim();
    return { ok: false, reason: 'participant-not-a-person', data: { participant } };
  }
  const every = rotation.length ?? 1;
  const starts = Date.parse(rotation.startDate);
  return {
    ok: true,
    layer: {
      id,
      ...(rotation.name ? { name: rotation.name } : {}),
      ...(rotation.participants.length > 1
        ? { rotation: { every, unit: unit.unit, start: startOf(rotation, every * unit.ms, context) } }
        : {}),
      participants: rotation.participants.map((one) => (one.type === 'user' && one.id ? context.turnOf(one.id) : [])),
      ...(windows.length === 0 ? {} : { restrictions: windows }),
      ...(starts > context.from ? { effectiveFrom: instantText(starts) } : {}),
      ...(rotation.endDate ? { effectiveUntil: instantText(Date.parse(rotation.endDate)) } : {}),
    },
  };
}

function startOf(rotation: OpsgenieRotation, turn: number, { zone, from, reading }: RotationContext): string {
  const first = Date.parse(rotation.startDate);
  const count = rotation.participants.length;
  return formatLocal(
    isHourly(rotation) && first < from
      ? hourlyStart({ first, turn, count, zone, needed: from }, reading)
      : toLocal(zone, first),
  );
}

/** Whether turns are hours: what Opsgenie does with them in the night of a clock change is not documented. */
export function isHourly({ type, participants }: OpsgenieRotation): boolean {
  return type === 'hourly' && participants.length > 1;
}

/** A restriction by weekdays is one stretch from its first day to its last, not hours of each day. */
function windowsOf({ timeRestriction: given }: OpsgenieRotation): WeeklyWindow[] | null {
  if (!given) {
    return [];
  }
  const at = (hour: number, minute: number) => hour * 60 + minute;
  if (given.type === 'time-of-day') {
    const one = given.restriction;
    if (!one) {
      return null;
    }
    const [from, to] = [at(one.startHour, one.startMin), at(one.endHour, one.endMin)];
    return from === to ? [] : [dailyWindow(from, (to - from + DAY_MINUTES) % DAY_MINUTES)];
  }
  const windows = given.restrictions.map((one) => {
    const [first, last] = [DAYS.indexOf(one.startDay), DAYS.indexOf(one.endDay)];
    const from = at(one.startHour, one.startMin);
    const length = (last - first) * DAY_MINUTES + at(one.endHour, one.endMin) - from;
    // An end that is not after its start is in the week after.
    return first < 0 || last < 0 ? null : weeklyWindows(first, from, length <= 0 ? length + WEEK_MINUTES : length);
  });
  return windows.includes(null) ? null : windows.flatMap((one) => one ?? []);
}
