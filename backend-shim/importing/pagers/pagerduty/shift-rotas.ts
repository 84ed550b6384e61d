/** Translates PagerDuty's shift-based schedules, whose rotations are all on call together. */
import { slugOf } from '../../snapshot/ids.ts';
import { instantText, joined, layerIds } from '../shared/rota-body.ts';
import type { LayerBody, OverrideBody } from '../shared/rota-body.ts';
import type { PagerAnswer } from '../../pager.ts';
import { customShiftsOf, shiftOverridesOf } from './answers.ts';
import type { ShiftOverride } from './answers.ts';
import { finishRota } from './rotas.ts';
import type { BuiltRota, SchedulePlanning } from './rotas.ts';
import type { ShiftSchedule } from './schema.ts';
import { translatedEvent } from './shift-events.ts';
import { ianaZone } from '../shared/zone-names.ts';

/** Layers, and which rotation each is of. */
interface RotationLayers {
  layers: LayerBody[];
  ofRotation: ReadonlyMap<string, readonly string[]>;
}

export function planShiftSchedule(planning: SchedulePlanning, schedule: ShiftSchedule): void {
  const { snapshot, help, draft } = planning;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id);
  const zoneName = ianaZone(schedule.time_zone);
  const isKnown = help.zone(zoneName) !== null;
  const read = layersOf(planning, schedule, zoneName);
  const built: BuiltRota['built'] =
    isKnown && 'layers' in read
      ? { ok: true, layers: joined(read.layers) }
      : 'layers' in read
        ? { ok: false, reason: 'kind-unknown', data: { kind: `time zone ${schedule.time_zone}` } }
        : read;
  const overrides = answer === undefined || !('layers' in read) ? [] : overridesFor(planning, answer, read);
  overrides.forEach(({ id, start }) =>
    draft.item('override', { sourceId: id, name: `${schedule.name}: ${start}`, vigieId: id, class: 'exact' }),
  );
  finishRota(planning, schedule, answer, {
    timeZone: isKnown ? zoneName : 'UTC',
    built,
    overrides,
    predicted: [],
    ...(built.ok
      ? built.layers.length > 1
        ? { became: 'rewritten', reason: 'joined-layers', data: { layers: built.layers.length } }
        : { became: 'rewritten', reason: 'windows-rewritten' }
      : { became: 'frozen' }),
  });
}

function layersOf(
  { snapshot, help }: SchedulePlanning,
  schedule: ShiftSchedule,
  zone: string,
): RotationLayers | Extract<BuiltRota['built'], { ok: false }> {
  const idOf = layerIds(slugOf);
  const layers: LayerBody[] = [];
  const ofRotation = new Map<string, string[]>();
  const slotOf = (user: string) => {
    const login = help.loginOf(user);
    return login === null ? [] : [login];
  };
  for (const rotation of schedule.rotations) {
    for (const event of rotation.events) {
      if (event.effective_until && Date.parse(event.effective_until) <= snapshot.from) {
        continue;
      }
      const id = idOf([rotation.name, event.name].filter(Boolean).join(' ') || rotation.id);
      const translated = translatedEvent(event, id, zone, snapshot.from, slotOf);
      if (!translated.ok) {
        return translated;
      }
      layers.push(translated.layer);
      ofRotation.set(rotation.id, [...(ofRotation.get(rotation.id) ?? []), id]);
    }
  }
  return { layers, ofRotation };
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
