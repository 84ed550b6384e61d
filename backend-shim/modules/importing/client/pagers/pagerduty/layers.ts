/** Translates a layer of PagerDuty: turns of one person, counted from the virtual start, inside of its restrictions. */
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '#domain/time/duration';
import { formatLocal } from '#domain/time/local';
import { toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { WeeklyWindow } from '#domain/time/weekly';
import { hourlyStart } from '../shared/hours/hourly-start.ts';
import type { HourReading } from '../shared/hours/hourly-start.ts';
import { instantText, MOST_EVERY } from '../shared/rota-body.ts';
import type { LayerBody } from '../shared/rota-body.ts';
import type { NoLayers } from '../shared/plan/rota-plan.ts';
import { dailyWindow, minutesOf, WEEK_MINUTES, weeklyWindows } from '../shared/stretches.ts';
import type { PagerdutyLayer } from './schema.ts';

const UNITS = [
  { unit: 'week', ms: WEEK },
  { unit: 'day', ms: DAY },
  { unit: 'hour', ms: HOUR },
] as const;

export interface LayerContext {
  zone: ZoneTable;
  from: number;
  /** How turns of hours were counted before `from`. */
  reading: HourReading;
  turnOf(user: string): string[];
}

export function translatedLayer(
  layer: PagerdutyLayer,
  id: string,
  context: LayerContext,
): { ok: true; layer: LayerBody } | NoLayers {
  const windows = windowsOf(layer);
  if (windows === null) {
    return { ok: false, reason: 'windows-in-seconds', data: {} };
  }
  const turn = UNITS.find(({ ms }) => (layer.rotation_turn_length_seconds * SECOND) % ms === 0);
  const every = turn === undefined ? 0 : (layer.rotation_turn_length_seconds * SECOND) / turn.ms;
  if (layer.users.length > 1 && (turn === undefined || every < 1 || every > MOST_EVERY)) {
    const length = `${layer.rotation_turn_length_seconds} s`;
    return { ok: false, reason: 'unit-not-whole', data: { length } };
  }
  const [starts, ends] = [Date.parse(layer.start), layer.end ? Date.parse(layer.end) : null];
  return {
    ok: true,
    layer: {
      id,
      ...(layer.name ? { name: layer.name } : {}),
      ...(layer.users.length > 1 && turn !== undefined
        ? { rotation: { every, unit: turn.unit, start: startOf(layer, every * turn.ms, context) } }
        : {}),
      participants: layer.users.map(({ user }) => context.turnOf(user.id)),
      ...(windows.length === 0 ? {} : { restrictions: windows }),
      ...(starts > context.from ? { effectiveFrom: instantText(starts) } : {}),
      ...(ends === null ? {} : { effectiveUntil: instantText(ends) }),
    },
  };
}

/** Turns are counted both ways from the virtual start; a layer of Vigie only has those after its start. */
function startOf(layer: PagerdutyLayer, turn: number, { zone, from, reading }: LayerContext): string {
  const needed = Math.max(Date.parse(layer.start), from);
  const count = layer.users.length;
  if (turnsByHours(layer)) {
    const first = Date.parse(layer.rotation_virtual_start);
    return formatLocal(hourlyStart({ first, turn, count, zone, needed }, reading));
  }
  let wall = toLocal(zone, Date.parse(layer.rotation_virtual_start));
  const latest = toLocal(zone, needed) - DAY;
  if (wall > latest) {
    wall -= Math.ceil((wall - latest) / (turn * count)) * turn * count;
  }
  return formatLocal(wall);
}

/** @returns null: a boundary has seconds */
function windowsOf({ restrictions }: PagerdutyLayer): WeeklyWindow[] | null {
  const windows: WeeklyWindow[] = [];
  for (const { type, start_time_of_day: start, duration_seconds: seconds, start_day_of_week: day } of restrictions) {
    const [from, length] = [minutesOf(start), (seconds * SECOND) / MINUTE];
    if (from === null || !Number.isInteger(length) || length <= 0) {
      return null;
    }
    windows.push(
      ...(type === 'weekly_restriction'
        ? weeklyWindows((day ?? 1) - 1, from, Math.min(length, WEEK_MINUTES))
        : [dailyWindow(from, Math.min(length, WEEK_MINUTES / 7))]),
    );
  }
  return windows;
}

/** Whether turns are hours: what PagerDuty does with them in the night of a clock change is not documented. */
export function turnsByHours({ users, rotation_turn_length_seconds: seconds }: PagerdutyLayer): boolean {
  return users.length > 1 && (seconds * SECOND) % DAY !== 0;
}

export function isSplit({ restrictions }: PagerdutyLayer): boolean {
  return restrictions.some(({ duration_seconds: seconds }) => seconds * SECOND > DAY);
}
