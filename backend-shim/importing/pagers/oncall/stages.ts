/** Builds a rota of an OnCall schedule: a stage of layers for each level, then overrides and swaps. */
import { MAX_LAYERS } from '#contract/rotas/rota';
import type { PagerSnapshot, PlanningHelp } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { slugOf } from '../../snapshot/ids.ts';
import { joined, layerIds } from '../shared/rota-body.ts';
import type { ImportedRota, LayerBody } from '../shared/rota-body.ts';
import { translatedOverrides } from './overrides.ts';
import type { OverrideContext } from './overrides.ts';
import type { NotifiedPeople } from './permitted.ts';
import { keptClock } from './recurrence.ts';
import type { NoShiftLayer, ShiftClock } from './recurrence.ts';
import type { OncallSchedule, OncallShift, OncallSwap } from './schema.ts';
import { translatedShift } from './shifts.ts';
import { translatedSwaps } from './swaps.ts';

export interface SchedulePlan {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  people: NotifiedPeople;
  shifts: readonly OncallShift[];
  swaps: readonly OncallSwap[];
  teamOf(id: string | null | undefined): { team?: string };
}

export interface BuiltRota {
  ok: true;
  rota: ImportedRota;
}

export function rotaOf(
  plan: SchedulePlan,
  schedule: OncallSchedule,
  keepsLocalTime: boolean,
): BuiltRota | NoShiftLayer {
  const { snapshot, draft, help, people } = plan;
  const zone = clockNamed(help, schedule.time_zone ?? 'UTC');
  const utc = clockNamed(help, 'UTC');
  const own = plan.shifts.filter(({ id, schedule: of }) => schedule.shifts.includes(id) || of === schedule.id);
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
    { ...plan, isWeb: schedule.type === 'web', clockOf, kept },
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
    return [layers, overrides, swaps].find(({ ok }) => !ok) as NoShiftLayer;
  }
  const written = layers.layers.map(({ timeZone, ...layer }) =>
    timeZone === zone.name ? layer : { ...layer, timeZone },
  );
  const rota = {
    ...headOf(plan, schedule),
    layers: written as LayerBody[],
    overrides: [...overrides.overrides, ...swaps.overrides],
  };
  return { ok: true, rota };
}

export function headOf(
  { draft, help, teamOf }: SchedulePlan,
  schedule: OncallSchedule,
): Pick<ImportedRota, 'id' | 'name' | 'timeZone' | 'team'> {
  return {
    id: draft.idFor('rotas', schedule.id, schedule.name),
    name: schedule.name,
    timeZone: clockNamed(help, schedule.time_zone ?? 'UTC')?.name ?? 'UTC',
    ...teamOf(schedule.team_id),
  };
}

function clockNamed({ zone }: PlanningHelp, name: string): ShiftClock | null {
  const table = zone(name);
  return table === null ? null : { name, zone: table, moved: 0 };
}

/** Shifts of web schedules count in UTC, whatever the zone of the schedule. */
function clockFor(help: PlanningHelp, schedule: OncallSchedule, shift: OncallShift): ShiftClock | null {
  return clockNamed(help, shift.time_zone ?? (schedule.type === 'web' ? 'UTC' : (schedule.time_zone ?? 'UTC')));
}

interface LayerPlan extends SchedulePlan {
  isWeb: boolean;
  clockOf(shift: OncallShift): ShiftClock;
  /** The clock of the schedule's zone in place of UTC; null: as the source counts. */
  kept: ShiftClock | null;
}

/** A stage for each level, the lowest first. */
function layersOf(
  shifts: readonly OncallShift[],
  { snapshot, people, isWeb, clockOf, kept }: LayerPlan,
): { ok: true; layers: LayerBody[] } | NoShiftLayer {
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
