/** Translates PagerDuty's overrides. Where two overlap, it is not documented which counts: there the answer is written down. */
import type { CrewSpan } from '#modules/importing/domain/model';
import type { PagerAnswer } from '../../pager.ts';
import { frozenOverrides, loginsOf } from '../shared/freeze.ts';
import { overlapsOf } from '../shared/overlaps.ts';
import { instantText } from '../shared/rota-body.ts';
import type { OverrideBody } from '../shared/rota-body.ts';
import type { NoLayers } from '../shared/plan/rota-plan.ts';
import { overridesOf } from './answers.ts';
import type { SchedulePlanning } from './planning.ts';
import type { PagerdutyOverride, PagerdutySchedule } from './schema.ts';

/** @param timeline that of the answer */
export function overridesFor(
  { snapshot, help }: SchedulePlanning,
  answer: PagerAnswer,
  timeline: readonly CrewSpan[],
): OverrideBody[] {
  const coming = comingOverrides(answer, snapshot.from);
  const plain = coming.map(({ id, start, end, user }) => ({
    id: `override-${id}`,
    start: instantText(Date.parse(start)),
    end: instantText(Date.parse(end)),
    set: user === null || user === undefined ? [] : loginsOf([user.id], help.loginOf),
  }));
  const written = overlapsIn(coming).flatMap(({ start, end }, i) =>
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

/** @param frozen why the whole schedule was written down, its overrides with it; null: it was not */
export function reportOverrides(
  { snapshot, draft }: SchedulePlanning,
  schedule: PagerdutySchedule,
  answer: PagerAnswer | null,
  frozen: NoLayers | null,
): void {
  const coming = answer === null ? [] : comingOverrides(answer, snapshot.from);
  const overlaps = overlapsIn(coming);
  for (const { id, start, end } of coming) {
    const isShared = overlaps.some((one) => one.start < Date.parse(end) && Date.parse(start) < one.end);
    draft.item('override', {
      sourceId: id,
      name: `${schedule.name}: ${start}`,
      vigieId: frozen === null ? `override-${id}` : null,
      ...(frozen !== null
        ? { class: 'frozen' as const, reason: frozen.reason, data: frozen.data }
        : isShared
          ? { class: 'rewritten' as const, reason: 'chain-order' as const }
          : { class: 'exact' as const }),
    });
  }
}

function comingOverrides(answer: PagerAnswer, from: number): PagerdutyOverride[] {
  return overridesOf(answer).filter(({ end }) => Date.parse(end) > from);
}

function overlapsIn(overrides: readonly PagerdutyOverride[]) {
  return overlapsOf(overrides.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) })));
}
