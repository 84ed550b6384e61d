/** Translates OnCall's schedules: shifts of one level are on call together, and a higher level takes their place. */
import { MAX_OVERRIDES } from '#contract/rotas/rota';
import type { ImportData, ImportReason } from '#contract/importing/reasons';
import { compareTimelines } from '#domain/importing/comparison';
import type { CrewSpan, ImportClass, PredictedDifference } from '#domain/importing/model';
import { normalForm } from '#domain/importing/normal-form';
import { DAY, HOUR } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import type { PagerAnswer } from '../../pager.ts';
import { answerLocally } from '../../vigie/local-answer.ts';
import { frozenOverrides } from '../shared/freeze.ts';
import { instantText } from '../shared/rota-body.ts';
import type { ImportedRota, OverrideBody } from '../shared/rota-body.ts';
import { timelineOf } from './answers.ts';
import type { NoShiftLayer } from './recurrence.ts';
import type { OncallSchedule } from './schema.ts';
import { headOf, rotaOf } from './stages.ts';
import type { BuiltRota, SchedulePlan } from './stages.ts';

/** How a schedule became a rota. */
interface RotaShape {
  rota: ImportedRota;
  class: ImportClass;
  reason: ImportReason;
  data: ImportData;
  predicted: PredictedDifference[];
  frozenUntil: number | null;
}

export function planSchedule(plan: SchedulePlan, schedule: OncallSchedule): void {
  const { snapshot, draft } = plan;
  const answer = snapshot.answers.find((one) => one.schedule === schedule.id);
  const shape = shapeOf(plan, schedule, answer);
  const item = { sourceId: schedule.id, name: schedule.name };
  if (shape === null || shape.rota.overrides.length > MAX_OVERRIDES) {
    draft.item('rota', { ...item, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  const { rota, reason, data } = shape;
  draft.add('rotas', rota);
  draft.item('rota', { ...item, vigieId: rota.id, class: shape.class, reason, data });
  if (answer === undefined) {
    draft.item('other', { ...item, name: `proof of ${schedule.name}`, class: 'needs-a-person', reason: 'no-answer' });
    return;
  }
  draft.proof({
    rota: rota.id,
    schedule: schedule.id,
    class: shape.class,
    predicted: shape.predicted,
    frozenUntil: shape.frozenUntil === null ? null : instantText(shape.frozenUntil),
  });
}

/** null: nothing can be said without the source's answer, and there is none. */
function shapeOf(plan: SchedulePlan, schedule: OncallSchedule, answer: PagerAnswer | undefined): RotaShape | null {
  const built: BuiltRota | NoShiftLayer =
    schedule.type === 'ical' ? { ok: false, reason: 'shifts-in-ical', data: {} } : rotaOf(plan, schedule, false);
  if (!built.ok) {
    return answer === undefined ? null : frozen(plan, schedule, built, answer);
  }
  if (schedule.type !== 'web' && schedule.ical_url_overrides) {
    return answer === undefined ? null : withIcalOverrides(plan, built.rota, answer);
  }
  const local = plan.help.localTime && schedule.type === 'web' ? rotaOf(plan, schedule, true) : null;
  if (local?.ok === true) {
    const predicted = differencesOf(plan, built.rota, local.rota).map(({ start, end }) => ({
      cause: 'utc-schedule' as const,
      start,
      end,
    }));
    const data = { zone: schedule.time_zone ?? 'UTC' };
    return { rota: local.rota, class: 'approximated', reason: 'local-time', data, predicted, frozenUntil: null };
  }
  return plain(plan, built.rota);
}

function plain({ snapshot: { from, to }, help }: SchedulePlan, rota: ImportedRota): RotaShape {
  const base = { rota, predicted: [], frozenUntil: null, data: {} };
  const change = rota.layers
    .filter(({ rotation }) => rotation?.unit === 'hour')
    .flatMap(({ timeZone }) => (help.zone(timeZone ?? rota.timeZone) as ZoneTable).changes)
    .find((one) => one > from - 3 * HOUR && one < to);
  if (change !== undefined) {
    const predicted = [{ cause: 'dst' as const, start: change - 3 * HOUR, end: to }];
    return { ...base, class: 'approximated', reason: 'hours-over-a-clock-change', predicted };
  }
  const together = rota.layers.filter(({ join }) => join === true).length;
  if (together > 0) {
    return { ...base, class: 'rewritten', reason: 'joined-layers', data: { layers: together + 1 } };
  }
  const hasSpread = rota.layers.some(({ participants }) => participants.some((slot) => slot.length === 0));
  return hasSpread
    ? { ...base, class: 'rewritten', reason: 'turns-repeated' }
    : { ...base, class: 'exact', reason: 'same' };
}

function frozen(
  plan: SchedulePlan,
  schedule: OncallSchedule,
  { reason, data }: NoShiftLayer,
  answer: PagerAnswer,
): RotaShape {
  const overrides = frozenOverrides('frozen', timelineOf(answer), plan.snapshot, plan.help.loginOf, false);
  const rota = { ...headOf(plan, schedule), layers: [], overrides };
  return { rota, class: 'frozen', reason, data, predicted: [], frozenUntil: plan.snapshot.to };
}

/** Overrides in an iCal file show only in the answer: where it differs from the layers, it is written down. */
function withIcalOverrides(plan: SchedulePlan, rota: ImportedRota, answer: PagerAnswer): RotaShape {
  const { help, snapshot } = plan;
  const theirs = timelineOf(answer).map((span) => ({
    ...span,
    people: span.people.flatMap((user) => help.loginOf(user) ?? []),
  }));
  const differences = compareTimelines(
    normalForm(theirs, snapshot.from, snapshot.to),
    normalForm(ownAnswer(plan, rota), snapshot.from, snapshot.to),
  ).differences;
  const written = differences.map(({ start, end, source }, i): OverrideBody => ({
    id: `ical-${i + 1}`,
    start: instantText(start),
    end: instantText(end),
    set: [...source],
  }));
  const hours = Math.round(differences.reduce((sum, { start, end }) => sum + end - start, 0) / HOUR);
  return {
    rota: { ...rota, overrides: [...rota.overrides, ...written] },
    class: 'frozen',
    reason: 'overrides-in-ical',
    data: { hours },
    predicted: [],
    frozenUntil: snapshot.to,
  };
}

function differencesOf(plan: SchedulePlan, one: ImportedRota, other: ImportedRota) {
  const { from, to } = plan.snapshot;
  const [a, b] = [one, other].map((rota) => normalForm(ownAnswer(plan, rota), from, to)) as [CrewSpan[], CrewSpan[]];
  return compareTimelines(a, b).differences;
}

function ownAnswer({ help, snapshot }: SchedulePlan, rota: ImportedRota): CrewSpan[] {
  const answer = answerLocally(rota, help.zone, snapshot.from - DAY, snapshot.to + DAY);
  return answer.ok ? answer.value : [];
}
