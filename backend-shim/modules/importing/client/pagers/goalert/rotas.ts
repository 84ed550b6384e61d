/** Translates GoAlert's schedules: one layer for each target, all of them on call together. */
import type { DayWord, WeeklyWindow } from '#domain/time/weekly';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerAnswer, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { slugOf } from '#contract/base/slug';
import { frozenOverrides } from '../shared/freeze.ts';
import { joined, layerIds } from '../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../shared/rota-body.ts';
import { addRota, frozenShape, turnOf } from '../shared/plan/rota-plan.ts';
import type { NoLayers, ScheduleLayers, ScheduleShape } from '../shared/plan/rota-plan.ts';
import { overridesOf, timelineOf } from './answers.ts';
import { turnsOf } from './handoffs.ts';
import { orderedOverrides, temporaryOverrides } from './overrides.ts';
import type { GoalertRotation, GoalertSchedule, GoalertTarget } from './schema.ts';

export interface RotaPlanning {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  rotations: ReadonlyMap<string, GoalertRotation>;
  userNames: ReadonlyMap<string, string>;
}

const SUNDAY_FIRST: readonly DayWord[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function planSchedule(planning: RotaPlanning, schedule: GoalertSchedule): void {
  const { snapshot } = planning;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id) ?? null;
  const built = layersOf(planning, schedule);
  const { id, name, timeZone } = schedule;
  addRota(planning, {
    id,
    name,
    timeZone,
    built,
    overrides: overridesFor(planning, schedule, answer, built.ok ? null : built),
    shape: built.ok ? shapeOf(built.layers, schedule) : frozenShape(built),
    timeline: answer === null ? null : timelineOf(answer),
  });
}

function shapeOf(layers: readonly LayerBody[], { targets }: GoalertSchedule): ScheduleShape {
  const start = layers.find(({ rotation }) => rotation !== undefined)?.rotation?.start;
  if (layers.length > 1) {
    return { class: 'rewritten', reason: 'joined-layers', data: { layers: targets.length }, predicted: [] };
  }
  return start === undefined
    ? { class: 'exact', reason: 'same', data: {}, predicted: [] }
    : { class: 'rewritten', reason: 'turns-rotated', data: { start }, predicted: [] };
}

function layersOf(planning: RotaPlanning, schedule: GoalertSchedule): ScheduleLayers | NoLayers {
  const idOf = layerIds(slugOf);
  const layers: LayerBody[] = [];
  for (const target of schedule.targets) {
    const windows = windowsOf(target);
    if (windows === null) {
      continue;
    }
    const layer = layerOf(planning, schedule, target, windows, idOf);
    if (layer !== null && 'ok' in layer) {
      return layer;
    }
    if (layer !== null) {
      layers.push(layer);
    }
  }
  return { ok: true, layers: joined(layers) };
}

/** @returns null: the target is never on call; none: always */
function windowsOf({ rules }: GoalertTarget): WeeklyWindow[] | null {
  const active = rules.filter(({ weekdayFilter }) => weekdayFilter.includes(true));
  if (active.some(({ weekdayFilter, start, end }) => !weekdayFilter.includes(false) && start === end)) {
    return [];
  }
  const windows = active.map(({ weekdayFilter, start, end }) => ({
    days: weekdayFilter.includes(false) ? SUNDAY_FIRST.filter((_, i) => weekdayFilter[i]) : ['daily' as const],
    from: start.slice(0, 5),
    to: end.slice(0, 5),
  }));
  return windows.length === 0 ? null : windows;
}

function layerOf(
  { snapshot, draft, help, rotations, userNames }: RotaPlanning,
  schedule: GoalertSchedule,
  { target }: GoalertTarget,
  windows: WeeklyWindow[],
  idOf: (name: string) => string,
): LayerBody | NoLayers | null {
  const restrictions = windows.length === 0 ? {} : { restrictions: windows };
  const slot = turnOf(help);
  if (target.type === 'user') {
    return { id: idOf(userNames.get(target.id) ?? target.id), participants: [slot(target.id)], ...restrictions };
  }
  const rotation = rotations.get(target.id);
  const zone = rotation === undefined ? null : help.zone(rotation.timeZone);
  if (rotation === undefined || zone === null) {
    return { ok: false, reason: 'kind-unknown', data: { kind: `${target.type} ${rotation?.timeZone ?? target.id}` } };
  }
  if (rotation.userIDs.length === 0) {
    draft.item('other', { sourceId: rotation.id, name: rotation.name, class: 'left-out', reason: 'nobody-in-it' });
    return null;
  }
  const turns = turnsOf(rotation, zone, snapshot.from);
  if (!turns.ok) {
    return turns;
  }
  const isElsewhere = rotation.timeZone !== schedule.timeZone && turns.rotation !== null;
  if (isElsewhere && windows.length > 0 && !sameClock(help, rotation.timeZone, schedule.timeZone)) {
    return { ok: false, reason: 'two-zones', data: { schedule: schedule.timeZone, rotation: rotation.timeZone } };
  }
  return {
    id: idOf(rotation.name),
    name: rotation.name,
    ...(isElsewhere ? { timeZone: rotation.timeZone } : {}),
    ...(turns.rotation === null ? {} : { rotation: turns.rotation }),
    participants: turns.people.map(slot),
    ...restrictions,
  };
}

function sameClock(help: PlanningHelp, a: string, b: string): boolean {
  return JSON.stringify(help.zone(a)) === JSON.stringify(help.zone(b));
}

/** Overrides, then what no order of them can say, then temporary schedules, which replace everything. */
function overridesFor(
  { snapshot, draft, help }: RotaPlanning,
  schedule: GoalertSchedule,
  answer: PagerAnswer | null,
  frozen: NoLayers | null,
): OverrideBody[] {
  const given = answer === null ? [] : overridesOf(answer).filter(({ end }) => Date.parse(end) > snapshot.from);
  const { overrides, circles } = orderedOverrides(given, help.loginOf);
  const inCircle = new Set(circles.flatMap(({ ids }) => ids));
  given.forEach(({ id }) =>
    draft.item('override', {
      sourceId: id,
      name: `${schedule.name}: ${id}`,
      vigieId: frozen === null ? `override-${id}` : null,
      ...(frozen !== null
        ? { class: 'frozen' as const, reason: frozen.reason, data: frozen.data }
        : inCircle.has(id)
          ? { class: 'frozen' as const, reason: 'swap-cycle' as const }
          : given.length > 1
            ? { class: 'rewritten' as const, reason: 'chain-order' as const }
            : { class: 'exact' as const }),
    }),
  );
  const written = circles.flatMap(({ start, end }, i) =>
    answer === null
      ? []
      : frozenOverrides(
          `circle-${i + 1}`,
          timelineOf(answer),
          { from: Math.max(start, snapshot.from), to: Math.min(end, Date.parse(answer.to)) },
          help.loginOf,
          true,
        ),
  );
  return [...overrides, ...written, ...temporaryOverrides(schedule, snapshot.from, help.loginOf)];
}
