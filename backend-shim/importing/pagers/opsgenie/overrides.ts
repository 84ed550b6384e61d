/**
 * Translates Opsgenie's overrides and forwardings. Whether an override also holds outside of a restriction is not
 * documented, so it is written for the hours for which the timeline shows it.
 */
import { mergeSpans } from '#domain/time/span';
import type { Span } from '#domain/time/span';
import type { PagerAnswer } from '../../pager.ts';
import { objectsOf } from '../shared/objects.ts';
import { instantText } from '../shared/rota-body.ts';
import type { OverrideBody } from '../shared/rota-body.ts';
import { overridesOf, periodsOf } from './answers.ts';
import type { RotationPeriod } from './answers.ts';
import type { SchedulePlan } from './schedule-plan.ts';
import { forwardingRule } from './schema.ts';
import type { OpsgenieOverride, OpsgenieSchedule } from './schema.ts';

export function overridesFor(
  { snapshot, draft, help }: SchedulePlan,
  schedule: OpsgenieSchedule,
  answer: PagerAnswer,
  layerOf: ReadonlyMap<string, string>,
): OverrideBody[] {
  const periods = periodsOf(answer).filter(({ type }) => type === 'override');
  return overridesOf(answer)
    .filter(({ endDate }) => Date.parse(endDate) > snapshot.from)
    .flatMap((override) => {
      const user = override.user?.type === 'user' ? (override.user.id ?? '') : '';
      const login = user === '' ? null : help.loginOf(user);
      const named = override.rotations.map(({ id }) => id).filter((id) => layerOf.has(id));
      const rotations = named.length > 0 ? named : [...layerOf.keys()];
      draft.item('override', {
        sourceId: override.alias,
        name: `${schedule.name}: ${override.startDate}`,
        vigieId: `override-${override.alias}`,
        class: 'exact',
      });
      return rotations.flatMap((rotation, i) =>
        spansOf(override, user, rotation, periods, snapshot.to).map(({ start, end }, j) => ({
          id: `override-${override.alias}-${i + 1}-${j + 1}`,
          layer: layerOf.get(rotation) as string,
          start: instantText(start),
          end: instantText(end),
          set: login === null ? [] : [login],
        })),
      );
    });
}

/** Where the timeline shows the override in a rotation; after its end, all of the override. */
function spansOf(
  override: OpsgenieOverride,
  user: string,
  rotation: string,
  periods: readonly RotationPeriod[],
  known: number,
): Span[] {
  const [start, end] = [Date.parse(override.startDate), Date.parse(override.endDate)];
  const shown = periods
    .filter((period) => period.rotation === rotation && period.recipient?.id === user)
    .map((period) => ({
      start: Math.max(start, Date.parse(period.startDate)),
      end: Math.min(end, known, Date.parse(period.endDate)),
    }));
  const later = { start: Math.max(start, known), end };
  return mergeSpans([...shown, later].filter((span) => span.start < span.end).sort((a, b) => a.start - b.start));
}

/** A forwarding acts wherever the person is on call. */
export function forwardings({ snapshot, help }: SchedulePlan): OverrideBody[] {
  return objectsOf(snapshot.config, 'forwarding', forwardingRule)
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
