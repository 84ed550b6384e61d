/**
 * Translates Opsgenie's overrides and forwardings. Whether an override also holds outside of a restriction is not
 * documented, so it is written for the hours for which the timeline shows it.
 */
import { mergeSpans } from '#domain/time/span';
import type { Span } from '#domain/time/span';
import type { PagerAnswer } from '../../../pager.ts';
import { instantText } from '../../shared/rota-body.ts';
import type { OverrideBody } from '../../shared/rota-body.ts';
import type { NoLayers } from '../../shared/plan/rota-plan.ts';
import { overridesOf, periodsOf } from '../answers.ts';
import type { RotationPeriod } from '../answers.ts';
import type { SchedulePlan } from './schedule-plan.ts';
import type { OpsgenieOverride, OpsgenieSchedule } from '../schema.ts';

export function overridesFor(
  { snapshot, help, forwardings }: SchedulePlan,
  answer: PagerAnswer,
  layerOf: ReadonlyMap<string, string>,
): OverrideBody[] {
  const periods = periodsOf(answer);
  return comingOverrides(answer, snapshot.from).flatMap((override) => {
    const user = override.user?.type === 'user' ? (override.user.id ?? '') : '';
    const login = user === '' ? null : help.loginOf(user);
    const named = override.rotations.map(({ id }) => id).filter((id) => layerOf.has(id));
    const rotations = named.length > 0 ? named : [...layerOf.keys()];
    // Who takes the place and forwards it is shown as the one to whom it is forwarded.
    const stands = forwardings.filter(({ fromUser }) => fromUser.id === user).map(({ toUser }) => toUser.id);
    const shown = periods.filter(
      ({ type, recipient }) =>
        (type === 'override' && recipient?.id === user) ||
        (type === 'forwarding' && stands.includes(recipient?.id ?? '')),
    );
    return rotations.flatMap((rotation, i) =>
      spansOf(override, rotation, shown, snapshot.to).map(({ start, end }, j) => ({
        id: `override-${override.alias}-${i + 1}-${j + 1}`,
        layer: layerOf.get(rotation) as string,
        start: instantText(start),
        end: instantText(end),
        set: login === null ? [] : [login],
      })),
    );
  });
}

/** @param frozen why the whole schedule was written down, its overrides with it; null: it was not */
export function reportOverrides(
  { snapshot, draft }: SchedulePlan,
  schedule: OpsgenieSchedule,
  answer: PagerAnswer | null,
  frozen: NoLayers | null,
): void {
  for (const { alias, startDate } of answer === null ? [] : comingOverrides(answer, snapshot.from)) {
    draft.item('override', {
      sourceId: alias,
      name: `${schedule.name}: ${startDate}`,
      vigieId: frozen === null ? `override-${alias}` : null,
      ...(frozen === null
        ? { class: 'exact' as const }
        : { class: 'frozen' as const, reason: frozen.reason, data: frozen.data }),
    });
  }
}

function comingOverrides(answer: PagerAnswer, from: number): OpsgenieOverride[] {
  return overridesOf(answer).filter(({ endDate }) => Date.parse(endDate) > from);
}

/** Where the timeline shows the override in a rotation; after its end, all of the override. */
function spansOf(
  override: OpsgenieOverride,
  rotation: string,
  periods: readonly RotationPeriod[],
  known: number,
): Span[] {
  const [start, end] = [Date.parse(override.startDate), Date.parse(override.endDate)];
  const shown = periods
    .filter((period) => period.rotation === rotation)
    .map((period) => ({
      start: Math.max(start, Date.parse(period.startDate)),
      end: Math.min(end, known, Date.parse(period.endDate)),
    }));
  const later = { start: Math.max(start, known), end };
  return mergeSpans([...shown, later].filter((span) => span.start < span.end).sort((a, b) => a.start - b.start));
}

/** A forwarding acts wherever the person is on call. */
export function forwardingsFor({ snapshot, help, forwardings }: SchedulePlan): OverrideBody[] {
  return forwardings
    .filter(({ endDate }) => Date.parse(endDate) > snapshot.from)
    .flatMap(({ alias, id, fromUser, toUser, startDate, endDate }, i) => {
      const [gone, comes] = [help.loginOf(fromUser.id), help.loginOf(toUser.id)];
      return gone === null || comes === null || gone === comes
        ? []
        : [
            {
              id: `forwarding-${alias ?? id ?? i + 1}`,
              start: instantText(Date.parse(startDate)),
              end: instantText(Date.parse(endDate)),
              replace: gone,
              with: comes,
            },
          ];
    });
}
