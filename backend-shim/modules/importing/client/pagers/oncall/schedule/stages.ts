/** Builds a rota of an OnCall schedule: a stage of layers for each level, then overrides and swaps. */
import { slugOf } from '#contract/base/slug';
import { MAX_LAYERS } from '#contract/rotas/rota';
import type { ZoneTable } from '#domain/time/zone';
import type { PagerSnapshot, PlanningHelp } from '../../../pager.ts';
import type { PlanDraft } from '../../../plan-draft.ts';
import type { HourReading } from '../../shared/hours/hourly-start.ts';
import type { NoLayers, ScheduleLayers } from '../../shared/plan/rota-plan.ts';
import { joined, layerIds } from '../../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../../shared/rota-body.ts';
import { translatedOverrides } from './overrides.ts';
import type { OverrideContext } from './overrides.ts';
import type { NotifiedPeople } from './permitted.ts';
import { keptClock } from './recurrence.ts';
import type { ShiftClock } from './recurrence.ts';
import type { OncallSchedule, OncallShift, OncallSwap } from '../schema.ts';
import { translatedShift } from './shifts.ts';
import { translatedSwaps } from './swaps.ts';

export interface StagePlan {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  people: NotifiedPeople;
  shifts: readonly OncallShift[];
  swaps: readonly OncallSwap[];
  teamOf(id: string | null | undefined): { team?: string };
}

/** The layers of a schedule, with what comes on top of them. */
export interface StagedLayers extends ScheduleLayers {
  overrides: OverrideBody[];
}

export interface StageSettings {
  /** In place of UTC, the clock that the schedule's zone shows today. */
  keepsLocalTime: boolean;
  reading: HourReading;
  hiddenWeekStart: number;
}

export function stagesOf(
  plan: StagePlan,
  schedule: OncallSchedule,
  { keepsLocalTime, reading, hiddenWeekStart }: StageSettings,
): StagedLayers | NoLayers {
  const { snapshot, draft, help, people } = plan;
  const zone = clockNamed(help, schedule.time_zone ?? 'UTC');
  const utc = clockNamed(help, 'UTC');
  const own = shiftsOf(plan, schedule);
  const clocks = new Map(own.map((shift) => [shift.id, clockFor(help, schedule, shift)]));
  if (zone === null || utc === null || [...clocks.values()].includes(null)) {
    const missing = own.find(({ id }) => clocks.get(id) === null);
    return {
      ok: false,
      reason: 'kind-unknown',
      data: { kind: `time zone ${missing?.time_zone ?? schedule.time_zone}` },
    };
  }
  const clockOf = (shift: OncallShift) => clocks.get(shift.id) as ShiftClock;
  const kept = keepsLocalTime ? keptClock(zone.name, zone.zone, snapshot.from) : null;
  const layers = layersOf(
    own.filter(({ type }) => type !== 'override'),
    { ...plan, isWeb: schedule.type === 'web', clockOf, kept, reading, hiddenWeekStart },
  );
  const context: OverrideContext = { draft, schedule, from: snapshot.from, clockOf, slotOf: people.slotOf };
  const overrides = translatedOverrides(
    own.filter(({ type }) => type === 'override'),
    context,
  );
  const swaps = translatedSwaps(
    plan.swaps.filter((swap) => swap.schedule === schedule.id),
    context,
    help,
  );
  if (!layers.ok || !overrides.ok || !swaps.ok) {
    return [layers, overrides, swaps].find(({ ok }) => !ok) as NoLayers;
  }
  const written = layers.layers.map(({ timeZone, ...layer }) =>
    timeZone === zone.name ? layer : { ...layer, timeZone },
  );
  return { ok: true, layers: written as LayerBody[], overrides: [...overrides.overrides, ...swaps.overrides] };
}

/** Shifts of the API are named by their schedules, and those of the web interface name theirs. */
function shiftsOf({ shifts }: Pick<StagePlan, 'shifts'>, schedule: OncallSchedule): OncallShift[] {
  return shifts.filter(({ id, schedule: of }) => schedule.shifts.includes(id) || of === schedule.id);
}

/** The zone of turns of hours, where their clock may change; null: there are none. */
export function hourZone(plan: StagePlan, schedule: OncallSchedule): ZoneTable | null {
  return (
    shiftsOf(plan, schedule)
      .filter(({ frequency, type }) => frequency === 'hourly' && type !== 'override')
      .map((shift) => clockFor(plan.help, schedule, shift)?.zone)
      .find((zone) => zone !== undefined && zone.changes.length > 0) ?? null
  );
}

/** The API shows on which day weeks begin for weekly shifts alone; the first date of daily ones may hang on it. */
export function hidesWeekStart(plan: StagePlan, schedule: OncallSchedule): boolean {
  return shiftsOf(plan, schedule).some(
    ({ frequency, by_day: days, week_start: weekStart }) =>
      frequency === 'daily' && days.length > 0 && (weekStart ?? null) === null,
  );
}

function clockNamed({ zone }: PlanningHelp, name: string): ShiftClock | null {
  const table = zone(name);
  return table === null ? null : { name, zone: table, moved: 0 };
}

/**
 * Shifts of web schedules count in UTC, whatever the zone of the schedule; and so do overrides that people made in the web
 * interface of any schedule, which does not name them among its shifts.
 */
function clockFor(help: PlanningHelp, schedule: OncallSchedule, shift: OncallShift): ShiftClock | null {
  const isNamed = schedule.shifts.includes(shift.id);
  const isMadeInWeb = schedule.type === 'web' || (shift.type === 'override' && !isNamed);
  return clockNamed(help, shift.time_zone ?? (isMadeInWeb ? 'UTC' : (schedule.time_zone ?? 'UTC')));
}

interface LayerPlan extends StagePlan {
  isWeb: boolean;
  clockOf(shift: OncallShift): ShiftClock;
  /** The clock of the schedule's zone in place of UTC; null: as the source counts. */
  kept: ShiftClock | null;
  reading: HourReading;
  hiddenWeekStart: number;
}

/** A stage for each level, the lowest first. */
function layersOf(
  shifts: readonly OncallShift[],
  { snapshot, people, isWeb, clockOf, kept, reading, hiddenWeekStart }: LayerPlan,
): { ok: true; layers: LayerBody[] } | NoLayers {
  const idOf = layerIds(slugOf);
  const levels = [...Map.groupBy(shifts, ({ level }) => level ?? 0)].sort(([a], [b]) => a - b);
  const layers: LayerBody[] = [];
  for (const [, some] of levels) {
    const stage: LayerBody[] = [];
    for (const shift of some) {
      const onceClock = clockOf(shift);
      const clock = kept !== null && !shift.time_zone ? kept : onceClock;
      const translated = translatedShift(shift, {
        clock,
        onceClock,
        isWeb,
        from: snapshot.from,
        reading,
        hiddenWeekStart,
        slotOf: people.slotOf,
      });
      if (!translated.ok) {
        return translated;
      }
      const name = shift.name || shift.id;
      stage.push(...translated.layers.map((layer) => ({ id: idOf(name), name, ...layer })));
    }
    layers.push(...joined(stage));
  }
  return layers.length > MAX_LAYERS
    ? { ok: false, reason: 'too-many-layers', data: { layers: layers.length } }
    : { ok: true, layers };
}
