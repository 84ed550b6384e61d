/** Translates OnCall's schedules: shifts of one level are on call together, and a higher level takes their place. */
import type { ImportedBody } from '#modules/importing/contract/plan';
import { compareTimelines } from '#modules/importing/domain/comparison';
import type { CrewSpan, TimelineDifference } from '#modules/importing/domain/model';
import { normalForm } from '#modules/importing/domain/normal-form';
import { DAY, HOUR } from '#domain/time/duration';
import { answerLocally, zonesIn } from '../../vigie/local-answer.ts';
import { loginsOf } from '../shared/freeze.ts';
import { clockChangePrediction, settledLayers } from '../shared/hours/settled-hours.ts';
import { instantText } from '../shared/rota-body.ts';
import { addRota, frozenShape } from '../shared/plan/rota-plan.ts';
import type { NoLayers, ScheduleShape } from '../shared/plan/rota-plan.ts';
import { timelineOf } from './answers.ts';
import type { OncallSchedule } from './schema.ts';
import { hidesWeekStart, hourZone, stagesOf } from './schedule/stages.ts';
import type { StagePlan, StagedLayers } from './schedule/stages.ts';

const MONDAY = 0;
/** Sunday first, which the source takes where nothing is said. */
const OTHER_DAYS = [6, 5, 4, 3, 2, 1];
/** Both sides of a clock change, in which walls come twice or not at all. */
const CHANGE_NIGHT = 3 * HOUR;
/** How long after the compared range nights are known. */
const LATER = 400 * DAY;

/** How a schedule became a rota. */
interface StagedSchedule {
  built: StagedLayers | NoLayers;
  shape: ScheduleShape;
  frozenUntil?: number;
}

/** Of another type nothing but the answer is known. */
const TYPES: readonly string[] = ['web', 'calendar', 'ical'];

export function planSchedule(plan: StagePlan, schedule: OncallSchedule): void {
  const answer = plan.snapshot.answers.find((one) => one.schedule === schedule.id);
  const timeline = answer === undefined ? null : timelineOf(answer);
  const { built, ...staged } = translated(plan, schedule, timeline);
  addRota(plan, {
    id: schedule.id,
    name: schedule.name,
    timeZone: zoneOf(plan, schedule),
    ...plan.teamOf(schedule.team_id),
    built,
    overrides: built.ok ? built.overrides : [],
    timeline,
    ...staged,
  });
}

function translated(plan: StagePlan, schedule: OncallSchedule, timeline: readonly CrewSpan[] | null): StagedSchedule {
  if (!TYPES.includes(schedule.type)) {
    return ofUnknownType(schedule);
  }
  const built: StagedLayers | NoLayers =
    schedule.type === 'ical' ? { ok: false, reason: 'shifts-in-ical', data: {} } : settled(plan, schedule, timeline);
  if (!built.ok) {
    return { built, shape: frozenShape(built) };
  }
  if (schedule.type !== 'web' && schedule.ical_url_overrides) {
    return withIcalOverrides(plan, schedule, built, timeline);
  }
  return plan.help.localTime && schedule.type === 'web'
    ? inLocalTime(plan, schedule, built)
    : withChangeNights(plan, schedule, built, timeline);
}

/** An error until somebody chooses: its answer alone is written down, and nobody knows what it leaves out. */
function ofUnknownType({ type }: OncallSchedule): StagedSchedule {
  const built: NoLayers = { ok: false, reason: 'kind-unknown', data: { kind: `schedule type ${type}` } };
  return { built, shape: { ...frozenShape(built), class: 'needs-a-person' } };
}

/** As the source counts; what its API does not show, as its answer shows that it counts. */
function settled(
  plan: StagePlan,
  schedule: OncallSchedule,
  timeline: readonly CrewSpan[] | null,
): StagedLayers | NoLayers {
  const read = (hiddenWeekStart: number) => settledHours(plan, schedule, timeline, hiddenWeekStart);
  const usual = read(MONDAY);
  if (!usual.ok || timeline === null || !hidesWeekStart(plan, schedule)) {
    return usual;
  }
  const isAnswer = (built: StagedLayers) =>
    differencesOf(plan, theirAnswer(plan, timeline), ownAnswer(plan, bodyOf(plan, schedule, built))).length === 0;
  return isAnswer(usual) ? usual : (OTHER_DAYS.map(read).find((built) => built.ok && isAnswer(built)) ?? usual);
}

function settledHours(
  plan: StagePlan,
  schedule: OncallSchedule,
  timeline: readonly CrewSpan[] | null,
  hiddenWeekStart: number,
): StagedLayers | NoLayers {
  const zone = hourZone(plan, schedule);
  const { help, snapshot } = plan;
  return zone === null
    ? stagesOf(plan, schedule, { keepsLocalTime: false, reading: 'clock', hiddenWeekStart })
    : settledLayers((reading) => stagesOf(plan, schedule, { keepsLocalTime: false, reading, hiddenWeekStart }), {
        rotaOf: (built) => bodyOf(plan, schedule, built),
        timeline,
        zone,
        snapshot,
        help,
      });
}

/** The hours that differ from the source's UTC are exactly those in which both rotas differ. */
function inLocalTime(plan: StagePlan, schedule: OncallSchedule, inUtc: StagedLayers): StagedSchedule {
  const built = stagesOf(plan, schedule, { keepsLocalTime: true, reading: 'clock', hiddenWeekStart: MONDAY });
  if (!built.ok) {
    return { built, shape: frozenShape(built) };
  }
  const predicted = differencesOf(
    plan,
    ownAnswer(plan, bodyOf(plan, schedule, inUtc)),
    ownAnswer(plan, bodyOf(plan, schedule, built)),
  ).map(({ start, end }) => ({ cause: 'utc-schedule' as const, start, end }));
  const data = { zone: zoneOf(plan, schedule) };
  return { built, shape: { class: 'approximated', reason: 'local-time', data, predicted } };
}

/**
 * Overrides in an iCal file show only in the answer: where it differs from the layers, it is written down. Whom the file names
 * later nobody knows, so that the layers end with the answer.
 */
function withIcalOverrides(
  plan: StagePlan,
  schedule: OncallSchedule,
  built: StagedLayers,
  timeline: readonly CrewSpan[] | null,
): StagedSchedule {
  if (timeline === null) {
    return { built, shape: { class: 'needs-a-person', reason: 'no-answer', data: {}, predicted: [] } };
  }
  const differences = differencesOf(plan, theirAnswer(plan, timeline), ownAnswer(plan, bodyOf(plan, schedule, built)));
  if (differences.length === 0) {
    return { built, shape: { class: 'approximated', reason: 'no-overrides-in-ical', data: {}, predicted: [] } };
  }
  const { to } = plan.snapshot;
  return {
    built: withWritten({ ...built, layers: endedAt(built.layers, to) }, 'ical', differences),
    shape: { class: 'frozen', reason: 'overrides-in-ical', data: { hours: hoursOf(differences) }, predicted: [] },
    frozenUntil: to,
  };
}

function endedAt(layers: StagedLayers['layers'], end: number): StagedLayers['layers'] {
  return layers
    .filter(({ effectiveFrom }) => effectiveFrom === undefined || Date.parse(effectiveFrom) < end)
    .map((layer) => {
      const { effectiveUntil } = layer;
      const endsSooner = effectiveUntil !== undefined && Date.parse(effectiveUntil) <= end;
      return endsSooner ? layer : { ...layer, effectiveUntil: instantText(end) };
    });
}

/** What the source does with walls that come twice or not at all no layer says: those hours are written down. */
function withChangeNights(
  plan: StagePlan,
  schedule: OncallSchedule,
  built: StagedLayers,
  timeline: readonly CrewSpan[] | null,
): StagedSchedule {
  const shape = shapeOf(plan, schedule, built);
  const body = bodyOf(plan, schedule, built);
  const differences = timeline === null ? [] : differencesOf(plan, theirAnswer(plan, timeline), ownAnswer(plan, body));
  const nights = zonesIn(body)
    .flatMap((zone) => plan.help.zone(zone)?.changes ?? [])
    .map(nightOf);
  const isOfNights = differences.every(({ start, end }) =>
    nights.some((night) => night.start <= start && end <= night.end),
  );
  if (differences.length === 0 || !isOfNights) {
    return { built, shape };
  }
  const { from, to } = plan.snapshot;
  const later = nights.filter(({ start }) => start > from - DAY && start < to + LATER);
  return {
    built: withWritten(built, 'change', differences),
    shape: {
      class: 'approximated',
      reason: 'change-nights-written',
      data: { hours: hoursOf(differences) },
      predicted: later.map((night) => ({ cause: 'dst' as const, ...night })),
    },
  };
}

function nightOf(change: number): { start: number; end: number } {
  return { start: change - CHANGE_NIGHT, end: change + CHANGE_NIGHT };
}

function withWritten(built: StagedLayers, prefix: string, differences: readonly TimelineDifference[]): StagedLayers {
  const written = differences.map(({ start, end, source }, i) => ({
    id: `${prefix}-${i + 1}`,
    start: instantText(start),
    end: instantText(end),
    set: [...source],
  }));
  return { ...built, overrides: [...built.overrides, ...written] };
}

function hoursOf(differences: readonly TimelineDifference[]): number {
  return Math.round((10 * differences.reduce((sum, { start, end }) => sum + end - start, 0)) / HOUR) / 10;
}

function theirAnswer({ help }: StagePlan, timeline: readonly CrewSpan[]): CrewSpan[] {
  return timeline.map((span) => ({ ...span, people: loginsOf(span.people, help.loginOf) }));
}

function shapeOf(plan: StagePlan, schedule: OncallSchedule, { layers }: StagedLayers): ScheduleShape {
  const { from, to } = plan.snapshot;
  const zone = hourZone(plan, schedule);
  const predicted = zone === null ? [] : clockChangePrediction(zone, from, to);
  if (predicted.length > 0) {
    return { class: 'approximated', reason: 'hours-over-a-clock-change', data: {}, predicted };
  }
  const together = layers.filter(({ join }) => join === true).length;
  if (together > 0) {
    return { class: 'rewritten', reason: 'joined-layers', data: { layers: together + 1 }, predicted: [] };
  }
  const hasEmpty = layers.some(({ participants }) => participants.some((slot) => slot.length === 0));
  return hasEmpty
    ? { class: 'rewritten', reason: 'turns-repeated', data: {}, predicted: [] }
    : { class: 'exact', reason: 'same', data: {}, predicted: [] };
}

function zoneOf({ help }: StagePlan, schedule: OncallSchedule): string {
  const name = schedule.time_zone ?? 'UTC';
  return help.zone(name) === null ? 'UTC' : name;
}

function bodyOf(plan: StagePlan, schedule: OncallSchedule, { layers, overrides }: StagedLayers): ImportedBody {
  return { id: 'rota', name: schedule.name, timeZone: zoneOf(plan, schedule), layers, overrides };
}

function ownAnswer({ help, snapshot }: StagePlan, rota: ImportedBody): CrewSpan[] {
  const answer = answerLocally(rota, help.zone, snapshot.from - DAY, snapshot.to + DAY);
  return answer.ok ? answer.value : [];
}

function differencesOf(
  { snapshot: { from, to } }: StagePlan,
  one: readonly CrewSpan[],
  other: readonly CrewSpan[],
): TimelineDifference[] {
  return compareTimelines(normalForm(one, from, to), normalForm(other, from, to)).differences;
}
