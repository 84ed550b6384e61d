/** Translates a rotation of Opsgenie: turns from its start on the schedule's clock, inside of its restriction. */
import type { ImportData, ImportReason } from '#contract/importing/reasons';
import type { CrewSpan } from '#domain/importing/model';
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import { formatLocal } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { WeeklyWindow } from '#domain/time/weekly';
import { hourlyStart } from '../shared/hourly-start.ts';
import { instantText } from '../shared/rota-body.ts';
import type { LayerBody } from '../shared/rota-body.ts';
import { dailyWindow, WEEK_MINUTES, weeklyWindows } from '../shared/stretches.ts';
import type { OpsgenieRotation } from './schema.ts';

/** Why a layer cannot say the same. */
export interface NoRotationLayer {
  ok: false;
  reason: ImportReason;
  data: ImportData;
}

export interface RotationContext {
  zone: ZoneTable;
  from: number;
  /** The source's own answer. */
  answer: readonly CrewSpan[];
  slotOf(user: string): string[];
}

const UNITS: Readonly<Record<string, { unit: 'hour' | 'day' | 'week'; ms: number }>> = {
  hourly: { unit: 'hour', ms: HOUR },
  daily: { unit: 'day', ms: DAY },
  weekly: { unit: 'week', ms: WEEK },
};
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAY_MINUTES = 24 * 60;

export function translatedRotation(
  rotation: OpsgenieRotation,
  id: string,
  context: RotationContext,
): { ok: true; layer: LayerBody } | NoRotationLayer {
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
      participants: rotation.participants.map((one) => (one.type === 'user' && one.id ? context.slotOf(one.id) : [])),
      ...(windows.length === 0 ? {} : { restrictions: windows }),
      ...(starts > context.from ? { effectiveFrom: instantText(starts) } : {}),
      ...(rotation.endDate ? { effectiveUntil: instantText(Date.parse(rotation.endDate)) } : {}),
    },
  };
}

function startOf(rotation: OpsgenieRotation, turn: number, { zone, from, answer }: RotationContext): string {
  const first = Date.parse(rotation.startDate);
  const people = rotation.participants.map(({ type, id }) => (type === 'user' ? (id ?? null) : null));
  return formatLocal(
    rotation.type === 'hourly' && first < from
      ? hourlyStart({ first, turn, people, zone, needed: from, answer })
      : toLocal(zone, first),
  );
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
