/** Translates PagerDuty's layer schedules: the layer that the answer lists first is the highest. */
import { MAX_OVERRIDES } from '#contract/rotas/rota';
import type { PlannedProof } from '#contract/importing/plan';
import type { ImportData, ImportReason } from '#contract/importing/reasons';
import { HOUR } from '#domain/time/duration';
import type { ImportClass, PredictedDifference } from '#domain/importing/model';
import type { ZoneTable } from '#domain/time/zone';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerAnswer, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { slugOf } from '../../snapshot/ids.ts';
import { frozenOverrides, loginsOf } from '../shared/freeze.ts';
import { instantText, layerIds } from '../shared/rota-body.ts';
import type { ImportedRota, LayerBody, OverrideBody } from '../shared/rota-body.ts';
import { overridesOf, timelineOf } from './answers.ts';
import { isSplit, translatedLayer, turnsByHours } from './layers.ts';
import type { NoLayerReason } from './layers.ts';
import { overlapsOf } from '../shared/overlaps.ts';
import type { z } from 'zod';
import type { PagerdutyLayer, PagerdutySchedule, reference } from './schema.ts';
import { ianaZone } from '../shared/zone-names.ts';

export interface SchedulePlanning {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
  /** The team of an object, if it can be read. */
  teamOf(teams: readonly z.output<typeof reference>[]): { team?: string };
}

export function planSchedule(planning: SchedulePlanning, schedule: PagerdutySchedule): void {
  const { snapshot, help } = planning;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id);
  const zoneName = ianaZone(schedule.time_zone);
  const zone = help.zone(zoneName);
  // An ended layer stays in the answer for ever.
  const living = schedule.schedule_layers.filter(({ end }) => !end || Date.parse(end) > snapshot.from);
  const built =
    zone === null
      ? ({ ok: false, reason: 'kind-unknown', data: { kind: `time zone ${schedule.time_zone}` } } as const)
      : layersOf(planning, living, zone, answer);
  finishRota(planning, schedule, answer, {
    timeZone: zone === null ? 'UTC' : zoneName,
    built,
    overrides: answer === undefined ? [] : overridesFor(planning, schedule, answer),
    ...(built.ok && zone !== null ? shapeOf(planning, living, zone) : { became: 'frozen', predicted: [] }),
  });
}

export interface BuiltRota {
  timeZone: string;
  built: { ok: true; layers: LayerBody[] } | NoLayerReason;
  overrides: OverrideBody[];
  became: ImportClass;
  predicted: PredictedDifference[];
  reason?: ImportReason;
  data?: ImportData;
}

/** Adds the rota, or the source's own answer where layers cannot say the same. */
export function finishRota(
  { snapshot, draft, help, teamOf }: SchedulePlanning,
  { id: sourceId, name, teams }: Pick<PagerdutySchedule, 'id' | 'name' | 'teams'>,
  answer: PagerAnswer | undefined,
  { timeZone, built, overrides, became, predicted, reason = 'same', data = {} }: BuiltRota,
): void {
  const id = draft.idFor('rotas', sourceId, name);
  const frozen =
    built.ok || answer === undefined
      ? []
      : frozenOverrides('frozen', timelineOf(answer), snapshot, help.loginOf, false);
  const rota: ImportedRota = {
    id,
    name,
    timeZone,
    ...teamOf(teams),
    layers: built.ok ? built.layers : [],
    overrides: built.ok ? overrides : frozen,
  };
  if ((!built.ok && answer === undefined) || rota.overrides.length > MAX_OVERRIDES) {
    draft.item('rota', { sourceId, name, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  const why = built.ok ? { reason, data } : { reason: built.reason, data: built.data };
  draft.add('rotas', rota);
  draft.item('rota', { sourceId, name, vigieId: id, class: became, ...why });
  const proof: PlannedProof = {
    rota: id,
    schedule: sourceId,
    class: became,
    predicted,
    frozenUntil: built.ok ? null : instantText(snapshot.to),
  };
  if (answer === undefined) {
    draft.item('other', { sourceId, name: `proof of ${name}`, class: 'needs-a-person', reason: 'no-answer' });
  } else {
    draft.proof(proof);
  }
}

function layersOf(
  { snapshot, help }: SchedulePlanning,
  living: readonly PagerdutyLayer[],
  zone: ZoneTable,
  answer: PagerAnswer | undefined,
): BuiltRota['built'] {
  const spans = answer === undefined ? [] : timelineOf(answer);
  const idOf = layerIds(slugOf);
  const layers: LayerBody[] = [];
  // The answer lists the highest first, Vigie the lowest.
  for (const layer of living.toReversed()) {
    if (layer.users.length === 0) {
      continue;
    }
    const slotOf = (user: string) => {
      const login = help.loginOf(user);
      return login === null ? [] : [login];
    };
    const context = { zone, from: snapshot.from, answer: spans, slotOf };
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
): Pick<BuiltRota, 'became' | 'predicted' | 'reason' | 'data'> {
  const change = zone.changes.find((one) => one > from - 3 * HOUR && one < to);
  if (change !== undefined && layers.some(turnsByHours)) {
    return {
      became: 'approximated',
      predicted: [{ cause: 'dst', start: change - 3 * HOUR, end: to }],
      reason: 'hours-over-a-clock-change',
    };
  }
  return layers.some(isSplit)
    ? { became: 'rewritten', predicted: [], reason: 'windows-split' }
    : { became: 'exact', predicted: [] };
}

/** Where overrides overlap, it is not documented which one counts: there the answer is written down. */
function overridesFor(
  { snapshot, draft, help }: SchedulePlanning,
  schedule: PagerdutySchedule,
  answer: PagerAnswer,
): OverrideBody[] {
  const coming = overridesOf(answer).filter(({ end }) => Date.parse(end) > snapshot.from);
  const spans = coming.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
  const overlaps = overlapsOf(spans);
  coming.forEach(({ id, start, end }) => {
    const isShared = overlaps.some((one) => one.start < Date.parse(end) && Date.parse(start) < one.end);
    draft.item('override', {
      sourceId: id,
      name: `${schedule.name}: ${start}`,
      vigieId: `override-${id}`,
      class: isShared ? 'rewritten' : 'exact',
      ...(isShared ? { reason: 'chain-order' as const } : {}),
    });
  });
  const plain = coming.map(({ id, start, end, user }) => ({
    id: `override-${id}`,
    start: instantText(Date.parse(start)),
    end: instantText(Date.parse(end)),
    set: user === null || user === undefined ? [] : loginsOf([user.id], help.loginOf),
  }));
  const timeline = timelineOf(answer);
  const written = overlaps.flatMap(({ start, end }, i) =>
    frozenOverrides(
      `overlap-${i + 1}`,
      timeline,
      { from: Math.max(start, snapshot.from), to: Math.min(end, snapshot.to) },
      help.loginOf,
      true,
    ),
  );
  return [...plain, ...written];
}
