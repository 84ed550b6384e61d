/**
 * Chooses between the readings of turns of hours by the pager's own answer. What a pager does with them when the clock
 * changes is not documented, and a wrong reading would name the wrong people for the whole time after the last change.
 */
import type { ImportedBody } from '#modules/importing/contract/plan';
import { proveRota } from '#modules/importing/domain/rota-proof';
import { spansNaming } from '#modules/importing/domain/normal-form';
import type { CrewSpan, PredictedDifference } from '#modules/importing/domain/model';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import type { PagerSnapshot, PlanningHelp } from '../../../pager.ts';
import { answerLocally } from '../../../vigie/local-answer.ts';
import { loginsOf } from '../freeze.ts';
import type { HourReading } from './hourly-start.ts';
import type { NoLayers, ScheduleLayers } from '../plan/rota-plan.ts';

/** What decides between the readings. */
export interface HourEvidence<Layers extends ScheduleLayers> {
  /** The rota with these layers, and with its overrides. */
  rotaOf(layers: Layers): ImportedBody;
  /** The pager's own answer, in ids of the pager; null: it gave none. */
  timeline: readonly CrewSpan[] | null;
  zone: ZoneTable;
  snapshot: Pick<PagerSnapshot, 'from' | 'to'>;
  help: PlanningHelp;
}

/** @returns no layers, where neither reading gives the answer of the pager */
export function settledLayers<Layers extends ScheduleLayers>(
  build: (reading: HourReading) => Layers | NoLayers,
  evidence: HourEvidence<Layers>,
): Layers | NoLayers {
  const [clock, hours] = [build('clock'), build('hours')];
  if (!clock.ok || !hours.ok || evidence.timeline === null || sameLayers(clock, hours)) {
    return clock;
  }
  const answer = evidence.timeline.map((span) => ({ ...span, people: loginsOf(span.people, evidence.help.loginOf) }));
  const [byClock, byHours] = [equalTime(evidence, clock, answer), equalTime(evidence, hours, answer)];
  if (byClock === null && byHours === null) {
    return { ok: false, reason: 'hours-not-settled', data: {} };
  }
  return (byHours ?? -1) > (byClock ?? -1) ? hours : clock;
}

/** Where turns of hours may differ from the pager's: from the night of the first clock change on. */
export function clockChangePrediction(zone: ZoneTable, from: number, to: number): PredictedDifference[] {
  const change = zone.changes.find((one) => one > from - 3 * HOUR && one < to);
  return change === undefined ? [] : [{ cause: 'dst', start: change - 3 * HOUR, end: to }];
}

function sameLayers(a: ScheduleLayers, b: ScheduleLayers): boolean {
  return JSON.stringify(a.layers) === JSON.stringify(b.layers);
}

/** In how many seconds the rota gives the answer; null: it differs in a way that nothing explains. */
function equalTime<Layers extends ScheduleLayers>(
  { rotaOf, timeline, zone, snapshot: { from, to }, help }: HourEvidence<Layers>,
  layers: Layers,
  answer: readonly CrewSpan[],
): number | null {
  const ours = answerLocally(rotaOf(layers), help.zone, from - DAY, to + DAY);
  if (!ours.ok) {
    return null;
  }
  const known = {
    class: 'approximated' as const,
    from,
    readFor: MINUTE,
    unknown: new Set<string>(),
    predicted: clockChangePrediction(zone, from, to),
    frozenUntil: null,
    clockChanges: zone.changes,
    leftEmpty: spansNaming(timeline ?? [], (id) => help.loginOf(id) === null),
    unnamed: [],
  };
  const { equal, differences } = proveRota(answer, ours.value, known, to);
  return differences.some(({ cause }) => cause === 'unexplained') ? null : equal;
}
