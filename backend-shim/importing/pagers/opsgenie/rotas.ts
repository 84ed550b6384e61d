/** Translates Opsgenie's schedules, whose rotations are all on call together. */
import { MAX_OVERRIDES } from '#contract/rotas/rota';
import type { ImportData, ImportReason } from '#contract/importing/reasons';
import { HOUR } from '#domain/time/duration';
import type { ImportClass, PredictedDifference } from '#domain/importing/model';
import type { ZoneTable } from '#domain/time/zone';
import type { PagerAnswer } from '../../pager.ts';
import { slugOf } from '../../snapshot/ids.ts';
import { frozenOverrides } from '../shared/freeze.ts';
import { instantText, joined, layerIds } from '../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../shared/rota-body.ts';
import { periodsOf, spansOf, timelineOf, unnamedIn } from './answers.ts';
import { forwardings, overridesFor } from './overrides.ts';
import type { SchedulePlan } from './schedule-plan.ts';
import { translatedRotation } from './rotations.ts';
import type { NoRotationLayer } from './rotations.ts';
import type { OpsgenieRotation, OpsgenieSchedule } from './schema.ts';

interface RotaShape {
  class: ImportClass;
  reason: ImportReason;
  data: ImportData;
  predicted: PredictedDifference[];
}

export function planSchedule(plan: SchedulePlan, schedule: OpsgenieSchedule): void {
  const { snapshot, draft, help } = plan;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id);
  const zoneName = schedule.timezone ?? 'UTC';
  const zone = help.zone(zoneName);
  const living = schedule.rotations.filter(({ endDate }) => !endDate || Date.parse(endDate) > snapshot.from);
  const built: { ok: true; layers: LayerBody[]; layerOf: ReadonlyMap<string, string> } | NoRotationLayer =
    zone === null
      ? { ok: false, reason: 'kind-unknown', data: { kind: `time zone ${zoneName}` } }
      : layersOf(plan, schedule.enabled === false ? [] : living, zone, answer);
  const id = draft.idFor('rotas', schedule.id, schedule.name);
  const head = {
    id,
    name: schedule.name,
    timeZone: zone === null ? 'UTC' : zoneName,
    ...plan.teamOf(schedule.ownerTeam?.id),
  };
  const overrides: OverrideBody[] =
    answer === undefined
      ? []
      : built.ok
        ? [...overridesFor(plan, schedule, answer, built.layerOf), ...forwardings(plan)]
        : frozenOverrides('frozen', timelineOf(answer), snapshot, help.loginOf, false);
  const item = { sourceId: schedule.id, name: schedule.name };
  if ((!built.ok && answer === undefined) || overrides.length > MAX_OVERRIDES) {
    draft.item('rota', { ...item, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  const shape = built.ok
    ? shapeOf(plan, schedule, living, zone as ZoneTable)
    : frozenShape(built, answer as PagerAnswer);
  draft.add('rotas', { ...head, layers: built.ok ? joined(built.layers) : [], overrides });
  draft.item('rota', { ...item, vigieId: id, class: shape.class, reason: shape.reason, data: shape.data });
  if (answer === undefined) {
    draft.item('other', { ...item, name: `proof of ${schedule.name}`, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  draft.proof({
    rota: id,
    schedule: schedule.id,
    class: built.ok ? shape.class : 'frozen',
    predicted: shape.predicted,
    frozenUntil: built.ok ? null : instantText(snapshot.to),
  });
}

function layersOf(
  { snapshot, help }: SchedulePlan,
  rotations: readonly OpsgenieRotation[],
  zone: ZoneTable,
  answer: PagerAnswer | undefined,
): { ok: true; layers: LayerBody[]; layerOf: ReadonlyMap<string, string> } | NoRotationLayer {
  const idOf = layerIds(slugOf);
  const periods = answer === undefined ? [] : periodsOf(answer);
  const slotOf = (user: string) => {
    const login = help.loginOf(user);
    return login === null ? [] : [login];
  };
  const layers: LayerBody[] = [];
  const layerOf = new Map<string, string>();
  for (const rotation of rotations.filter(({ participants }) => participants.length > 0)) {
    const id = idOf(rotation.name ?? rotation.id);
    const translated = translatedRotation(rotation, id, {
      zone,
      from: snapshot.from,
      answer: spansOf(periods.filter((one) => one.rotation === rotation.id)),
      slotOf,
    });
    if (!translated.ok) {
      return translated;
    }
    layers.push(translated.layer);
    layerOf.set(rotation.id, id);
  }
  return { ok: true, layers, layerOf };
}

/** Of a team or an escalation in a turn, only what the timeline names can be written down. */
function frozenShape({ reason, data }: NoRotationLayer, answer: PagerAnswer): RotaShape {
  const isWhole = unnamedIn(answer).length === 0;
  return { class: isWhole ? 'frozen' : 'needs-a-person', reason, data, predicted: [] };
}

function shapeOf(
  { snapshot: { from, to } }: SchedulePlan,
  schedule: OpsgenieSchedule,
  rotations: readonly OpsgenieRotation[],
  zone: ZoneTable,
): RotaShape {
  const change = zone.changes.find((one) => one > from - 3 * HOUR && one < to);
  if (schedule.enabled === false) {
    return { class: 'rewritten', reason: 'not-active', data: {}, predicted: [] };
  }
  if (
    change !== undefined &&
    rotations.some(({ type, participants }) => type === 'hourly' && participants.length > 1)
  ) {
    const predicted = [{ cause: 'dst' as const, start: change - 3 * HOUR, end: to }];
    return { class: 'approximated', reason: 'hours-over-a-clock-change', data: {}, predicted };
  }
  if (rotations.length > 1) {
    return { class: 'rewritten', reason: 'joined-layers', data: { layers: rotations.length }, predicted: [] };
  }
  return rotations.some(({ timeRestriction }) => timeRestriction?.type === 'weekday-and-time-of-day')
    ? { class: 'rewritten', reason: 'windows-split', data: {}, predicted: [] }
    : { class: 'exact', reason: 'same', data: {}, predicted: [] };
}
