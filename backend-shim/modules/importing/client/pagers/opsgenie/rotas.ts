/** Translates Opsgenie's schedules, whose rotations are all on call together. */
import type { ZoneTable } from '#domain/time/zone';
import type { PagerAnswer } from '../../pager.ts';
import { slugOf } from '#contract/base/slug';
import type { HourReading } from '../shared/hours/hourly-start.ts';
import { joined, layerIds } from '../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../shared/rota-body.ts';
import { addRota, frozenShape, turnOf } from '../shared/plan/rota-plan.ts';
import type { NoLayers, ScheduleLayers, ScheduleShape } from '../shared/plan/rota-plan.ts';
import { clockChangePrediction, settledLayers } from '../shared/hours/settled-hours.ts';
import { timelineOf, unnamedIn } from './answers.ts';
import { forwardingsFor, overridesFor, reportOverrides } from './schedule/overrides.ts';
import type { SchedulePlan } from './schedule/schedule-plan.ts';
import { isHourly, translatedRotation } from './schedule/rotations.ts';
import type { OpsgenieRotation, OpsgenieSchedule } from './schema.ts';

/** Layers, and which rotation each is of. */
interface RotationLayers extends ScheduleLayers {
  layerOf: ReadonlyMap<string, string>;
}

export function planSchedule(plan: SchedulePlan, schedule: OpsgenieSchedule): void {
  const { snapshot, help } = plan;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id) ?? null;
  const timeline = answer === null ? null : timelineOf(answer);
  const zoneName = schedule.timezone ?? 'UTC';
  const zone = help.zone(zoneName);
  const living = schedule.rotations.filter(({ endDate }) => !endDate || Date.parse(endDate) > snapshot.from);
  const built: RotationLayers | NoLayers =
    zone === null
      ? { ok: false, reason: 'kind-unknown', data: { kind: `time zone ${zoneName}` } }
      : settledLayers((reading) => layersOf(plan, schedule.enabled === false ? [] : living, zone, reading), {
          rotaOf: (layers) => ({
            id: 'rota',
            name: schedule.name,
            timeZone: zoneName,
            layers: layers.layers,
            overrides: allOverrides(plan, answer, layers),
          }),
          timeline,
          zone,
          snapshot,
          help,
        });
  const shape =
    built.ok && zone !== null ? shapeOf(plan, schedule, living, zone) : shapeWithoutLayers(built as NoLayers, answer);
  reportOverrides(plan, schedule, answer, built.ok ? null : built);
  addRota(plan, {
    id: schedule.id,
    name: schedule.name,
    timeZone: zone === null ? 'UTC' : zoneName,
    ...plan.teamOf(schedule.ownerTeam?.id),
    built,
    overrides: built.ok ? allOverrides(plan, answer, built) : [],
    shape,
    timeline,
  });
}

function layersOf(
  { snapshot, help }: SchedulePlan,
  rotations: readonly OpsgenieRotation[],
  zone: ZoneTable,
  reading: HourReading,
): RotationLayers | NoLayers {
  const idOf = layerIds(slugOf);
  const context = { zone, from: snapshot.from, reading, turnOf: turnOf(help) };
  const layers: LayerBody[] = [];
  const layerOf = new Map<string, string>();
  for (const rotation of rotations.filter(({ participants }) => participants.length > 0)) {
    const id = idOf(rotation.name ?? rotation.id);
    const translated = translatedRotation(rotation, id, context);
    if (!translated.ok) {
      return translated;
    }
    layers.push(translated.layer);
    layerOf.set(rotation.id, id);
  }
  return { ok: true, layers: joined(layers), layerOf };
}

function allOverrides(plan: SchedulePlan, answer: PagerAnswer | null, { layerOf }: RotationLayers): OverrideBody[] {
  return [...(answer === null ? [] : overridesFor(plan, answer, layerOf)), ...forwardingsFor(plan)];
}

/** Of a team or an escalation in a turn, only what the timeline names can be written down. */
function shapeWithoutLayers(built: NoLayers, answer: PagerAnswer | null): ScheduleShape {
  const isWhole = answer !== null && unnamedIn(answer).length === 0;
  return { ...frozenShape(built), class: isWhole ? 'frozen' : 'needs-a-person' };
}

function shapeOf(
  { snapshot: { from, to } }: SchedulePlan,
  schedule: OpsgenieSchedule,
  rotations: readonly OpsgenieRotation[],
  zone: ZoneTable,
): ScheduleShape {
  const predicted = clockChangePrediction(zone, from, to);
  if (schedule.enabled === false) {
    return { class: 'rewritten', reason: 'not-active', data: {}, predicted: [] };
  }
  if (predicted.length > 0 && rotations.some(isHourly)) {
    return { class: 'approximated', reason: 'hours-over-a-clock-change', data: {}, predicted };
  }
  if (rotations.length > 1) {
    return { class: 'rewritten', reason: 'joined-layers', data: { layers: rotations.length }, predicted: [] };
  }
  return rotations.some(({ timeRestriction }) => timeRestriction?.type === 'weekday-and-time-of-day')
    ? { class: 'rewritten', reason: 'windows-split', data: {}, predicted: [] }
    : { class: 'exact', reason: 'same', data: {}, predicted: [] };
}
