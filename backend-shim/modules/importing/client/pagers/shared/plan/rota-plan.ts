/** Adds a translated schedule to the plan: its layers, or the pager's own answer where layers cannot say the same. */
import { MAX_OVERRIDES } from '#contract/rotas/rota';
import type { ImportData, ImportReason } from '#modules/importing/contract/reasons';
import type { CrewSpan, ImportClass, PredictedDifference } from '#modules/importing/domain/model';
import type { PagerSnapshot, PlanningHelp } from '../../../pager.ts';
import type { PlanDraft } from '../../../plan-draft.ts';
import { frozenAnswer } from '../freeze.ts';
import { instantText } from '../rota-body.ts';
import type { ImportedRota, LayerBody, OverrideBody } from '../rota-body.ts';

/** Layers that say the same as a schedule. */
export interface ScheduleLayers {
  ok: true;
  layers: LayerBody[];
}

/** Why layers cannot say the same. */
export interface NoLayers {
  ok: false;
  reason: ImportReason;
  data: ImportData;
}

/** What became of a schedule, and where it differs. */
export interface ScheduleShape {
  class: ImportClass;
  reason: ImportReason;
  data: ImportData;
  predicted: PredictedDifference[];
}

export interface TranslatedSchedule {
  id: string;
  name: string;
  timeZone: string;
  team?: string;
  built: ScheduleLayers | NoLayers;
  overrides: OverrideBody[];
  shape: ScheduleShape;
  /** Until when overrides hold what layers do not say; absent: the layers say all of it, or nothing. */
  frozenUntil?: number;
  /** The pager's own answer, in its ids; null: it gave none. */
  timeline: readonly CrewSpan[] | null;
}

interface RotaPlan {
  snapshot: PagerSnapshot;
  draft: PlanDraft;
  help: PlanningHelp;
}

export function addRota({ snapshot, draft, help }: RotaPlan, schedule: TranslatedSchedule): void {
  const { id: sourceId, name, built, shape, timeline } = schedule;
  const item = { sourceId, name };
  if (!built.ok && timeline === null) {
    draft.item('rota', { ...item, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  if (built.ok && schedule.overrides.length > MAX_OVERRIDES) {
    const why = `it has ${schedule.overrides.length} overrides, and a rota takes ${MAX_OVERRIDES}`;
    draft.item('rota', { ...item, class: 'needs-a-person', reason: 'not-read', data: { why } });
    return;
  }
  const frozen = built.ok ? null : frozenAnswer(timeline ?? [], snapshot, help.loginOf);
  const until = timeline === null ? null : (frozen?.until ?? schedule.frozenUntil ?? null);
  const rota: ImportedRota = {
    id: draft.idFor('rotas', sourceId, name),
    name,
    timeZone: schedule.timeZone,
    ...(schedule.team === undefined ? {} : { team: schedule.team }),
    ...(until === null ? {} : { frozenUntil: instantText(until) }),
    layers: built.ok ? built.layers : [],
    overrides: frozen?.overrides ?? schedule.overrides,
  };
  draft.add('rotas', rota);
  draft.item('rota', { ...item, vigieId: rota.id, class: shape.class, reason: shape.reason, data: shape.data });
  if (timeline === null) {
    draft.item('other', { ...item, name: `proof of ${name}`, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  draft.proof({
    rota: rota.id,
    schedule: sourceId,
    class: built.ok ? shape.class : 'frozen',
    predicted: shape.predicted,
    frozenUntil: until === null ? null : instantText(until),
  });
}

export function frozenShape({ reason, data }: NoLayers): ScheduleShape {
  return { class: 'frozen', reason, data, predicted: [] };
}

/** Who takes a turn: nobody, where the map leaves the person out. */
export function turnOf(help: PlanningHelp): (sourceId: string) => string[] {
  return (sourceId) => loginOrNobody(help.loginOf(sourceId));
}

function loginOrNobody(login: string | null): string[] {
  return login === null ? [] : [login];
}
