/** Translates PagerDuty's layer schedules: the layer that the answer lists first is the highest. */
import type { ZoneTable } from '#domain/time/zone';
import { slugOf } from '#contract/base/slug';
import type { HourReading } from '../shared/hours/hourly-start.ts';
import { layerIds } from '../shared/rota-body.ts';
import type { LayerBody } from '../shared/rota-body.ts';
import { addRota, frozenShape, turnOf } from '../shared/plan/rota-plan.ts';
import type { NoLayers, ScheduleLayers, ScheduleShape } from '../shared/plan/rota-plan.ts';
import { clockChangePrediction, settledLayers } from '../shared/hours/settled-hours.ts';
import { timelineOf } from './answers.ts';
import { isSplit, translatedLayer, turnsByHours } from './layers.ts';
import { overridesFor, reportOverrides } from './overrides.ts';
import type { SchedulePlanning } from './planning.ts';
import type { PagerdutyLayer, PagerdutySchedule } from './schema.ts';
import { ianaZone } from '../shared/zone-names.ts';

export function planSchedule(planning: SchedulePlanning, schedule: PagerdutySchedule): void {
  const { snapshot, help } = planning;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id) ?? null;
  const timeline = answer === null ? null : timelineOf(answer);
  const overrides = answer === null || timeline === null ? [] : overridesFor(planning, answer, timeline);
  const zoneName = ianaZone(schedule.time_zone);
  const zone = help.zone(zoneName);
  // An ended layer stays in the answer for ever.
  const living = schedule.schedule_layers.filter(({ end }) => !end || Date.parse(end) > snapshot.from);
  const built: ScheduleLayers | NoLayers =
    zone === null
      ? { ok: false, reason: 'kind-unknown', data: { kind: `time zone ${schedule.time_zone}` } }
      : settledLayers((reading) => layersOf(planning, living, zone, reading), {
          rotaOf: ({ layers }) => ({ id: 'rota', name: 'rota', timeZone: zoneName, layers, overrides }),
          timeline,
          zone,
          snapshot,
          help,
        });
  reportOverrides(planning, schedule, answer, built.ok ? null : built);
  addRota(planning, {
    id: schedule.id,
    name: schedule.name,
    timeZone: zone === null ? 'UTC' : zoneName,
    ...planning.teamOf(schedule.teams),
    built,
    overrides,
    shape: built.ok && zone !== null ? shapeOf(planning, living, zone) : frozenShape(built as NoLayers),
    timeline,
  });
}

function layersOf(
  { snapshot, help }: SchedulePlanning,
  living: readonly PagerdutyLayer[],
  zone: ZoneTable,
  reading: HourReading,
): ScheduleLayers | NoLayers {
  const idOf = layerIds(slugOf);
  const context = { zone, from: snapshot.from, reading, turnOf: turnOf(help) };
  const layers: LayerBody[] = [];
  // The answer lists the highest first, Vigie the lowest.
  for (const layer of living.toReversed().filter(({ users }) => users.length > 0)) {
    const translated = translatedLayer(layer, idOf(layer.name ?? layer.id), context);
    if (!translated.ok) {
      return translated;
    }
    layers.push(translated.layer);
  }
  return { ok: true, layers };
}

function shapeOf(
  { snapshot: { from, to } }: SchedulePlanning,
  layers: readonly PagerdutyLayer[],
  zone: ZoneTable,
): ScheduleShape {
  const predicted = clockChangePrediction(zone, from, to);
  if (predicted.length > 0 && layers.some(turnsByHours)) {
    return { class: 'approximated', reason: 'hours-over-a-clock-change', data: {}, predicted };
  }
  return layers.some(isSplit)
    ? { class: 'rewritten', reason: 'windows-split', data: {}, predicted: [] }
    : { class: 'exact', reason: 'same', data: {}, predicted: [] };
}
