/** Translates PagerDuty's shift-based schedules, whose rotations are all on call together. */
import { slugOf } from '#contract/base/slug';
import { instantText, joined, layerIds } from '../../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../../shared/rota-body.ts';
import { addRota, frozenShape, turnOf } from '../../shared/plan/rota-plan.ts';
import type { NoLayers, ScheduleLayers, ScheduleShape } from '../../shared/plan/rota-plan.ts';
import type { PagerAnswer } from '../../../pager.ts';
import { customShiftsOf, shiftOverridesOf, timelineOf } from '../answers.ts';
import type { ShiftOverride } from '../answers.ts';
import type { SchedulePlanning } from '../planning.ts';
import type { ShiftSchedule } from '../schema.ts';
import { translatedEvent } from './shift-events.ts';
import { ianaZone } from '../../shared/zone-names.ts';

/** Layers, and which rotation each is of. */
interface RotationLayers extends ScheduleLayers {
  ofRotation: ReadonlyMap<string, readonly string[]>;
}

export function planShiftSchedule(planning: SchedulePlanning, schedule: ShiftSchedule): void {
  const { snapshot, help, draft } = planning;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id) ?? null;
  const zoneName = ianaZone(schedule.time_zone);
  const built: RotationLayers | NoLayers =
    help.zone(zoneName) === null
      ? { ok: false, reason: 'kind-unknown', data: { kind: `time zone ${schedule.time_zone}` } }
      : layersOf(planning, schedule, zoneName);
  const overrides = answer === null || !built.ok ? [] : overridesFor(planning, answer, built);
  overrides.forEach(({ id, start }) =>
    draft.item('override', { sourceId: id, name: `${schedule.name}: ${start}`, vigieId: id, class: 'exact' }),
  );
  addRota(planning, {
    id: schedule.id,
    name: schedule.name,
    timeZone: help.zone(zoneName) === null ? 'UTC' : zoneName,
    ...planning.teamOf(schedule.teams),
    built,
    overrides,
    shape: built.ok ? shapeOf(built) : frozenShape(built),
    timeline: answer === null ? null : timelineOf(answer),
  });
}

function shapeOf({ layers }: RotationLayers): ScheduleShape {
  return layers.length > 1
    ? { class: 'rewritten', reason: 'joined-layers', data: { layers: layers.length }, predicted: [] }
    : { class: 'rewritten', reason: 'windows-rewritten', data: {}, predicted: [] };
}

function layersOf(
  { snapshot, help }: SchedulePlanning,
  schedule: ShiftSchedule,
  zone: string,
): RotationLayers | NoLayers {
  const idOf = layerIds(slugOf);
  const layers: LayerBody[] = [];
  const ofRotation = new Map<string, string[]>();
  for (const rotation of schedule.rotations) {
    for (const event of rotation.events) {
      if (event.effective_until && Date.parse(event.effective_until) <= snapshot.from) {
        continue;
      }
      const id = idOf([rotation.name, event.name].filter(Boolean).join(' ') || rotation.id);
      const translated = translatedEvent(event, id, zone, snapshot.from, turnOf(help));
      if (!translated.ok) {
        return translated;
      }
      layers.push(translated.layer);
      ofRotation.set(rotation.id, [...(ofRotation.get(rotation.id) ?? []), id]);
    }
  }
  return { ok: true, layers: joined(layers), ofRotation };
}

/** Custom shifts add people; overrides take a place in one rotation, or in one custom shift. */
function overridesFor(
  { snapshot, help }: SchedulePlanning,
  answer: PagerAnswer,
  { ofRotation }: RotationLayers,
): OverrideBody[] {
  const login = (user: string | null | undefined) => (user ? help.loginOf(user) : null);
  const added = customShiftsOf(answer)
    .filter(({ end_time: end }) => Date.parse(end) > snapshot.from)
    .flatMap(({ id, start_time: start, end_time: end, assignments }) => {
      const people = assignments.flatMap(({ member }) => login(member.user_id) ?? []);
      return people.length === 0 ? [] : [{ id: `shift-${id}`, ...spanText(start, end), add: people }];
    });
  const changes = shiftOverridesOf(answer)
    .filter(({ end_time: end }) => Date.parse(end) > snapshot.from)
    .flatMap((one) => {
      const layers = one.rotation_id ? (ofRotation.get(one.rotation_id) ?? []) : [undefined];
      return layers.flatMap((layer, i) => changeOf(one, login, layer, i));
    });
  return [...added, ...changes];
}

function changeOf(
  { id, start_time: start, end_time: end, overridden_member: out, overriding_member: by }: ShiftOverride,
  login: (user: string | null | undefined) => string | null,
  layer: string | undefined,
  index: number,
): OverrideBody[] {
  const head = {
    id: index === 0 ? `override-${id}` : `override-${id}-${index + 1}`,
    ...spanText(start, end),
    ...(layer === undefined ? {} : { layer }),
  };
  const [gone, comes] = [login(out?.user_id), login(by?.user_id)];
  if (gone !== null && comes !== null) {
    return gone === comes ? [] : [{ ...head, replace: gone, with: comes }];
  }
  if (gone !== null) {
    return [{ ...head, remove: [gone] }];
  }
  return layer === undefined ? [] : [{ ...head, set: comes === null ? [] : [comes] }];
}

function spanText(start: string, end: string): { start: string; end: string } {
  return { start: instantText(Date.parse(start)), end: instantText(Date.parse(end)) };
}
