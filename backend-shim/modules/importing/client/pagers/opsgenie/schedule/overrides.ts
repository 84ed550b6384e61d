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
    const shown = shownFor(override, periods, forwardings);
    return rotationsOf(override, [...layerOf.keys()]).flatMap((rotation, i) =>
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

/** Those that it names, else all. */
function rotationsOf({ rotations }: OpsgenieOverride, all: readonly string[]): readonly string[] {
  const named = rotations.map(({ id }) => id).filter((id) => all.includes(id));
  return named.length > 0 ? named : all;
}

/** Who takes the place and forwards it is shown as the one to whom it is forwarded. */
function shownFor(
  override: OpsgenieOverride,
  periods: readonly RotationPeriod[],
  forwardings: SchedulePlan['forwardings'],
): RotationPeriod[] {
  const user = override.user?.type === 'user' ? (override.user.id ?? '') : '';
  const stands = forwardings.filter(({ fromUser }) => fromUser.id === user).map(({ toUser }) => toUser.id);
  return periods.filter(
    ({ type, recipient }) =>
      (type === 'override' && recipient?.id === user) ||
      (type === 'forwarding' && stands.includes(recipient?.id ?? '')),
  );
}

/** @param frozen why the whole schedule was written down, its overrides with it; null: it was not */
export function reportOverrides(
  { snapshot, draft, forwardings }: SchedulePlan,
  schedule: OpsgenieSchedule,
  answer: PagerAnswer | null,
  frozen: NoLayers | null,
): void {
  const periods = answer === null ? [] : periodsOf(answer);
  const living = schedule.rotations.map(({ id }) => id);
  for (const override of answer === null ? [] : comingOverrides(answer, snapshot.from)) {
    const { alias, startDate, endDate } = override;
    const item = { sourceId: alias, name: `${schedule.name}: ${startDate}` };
    const shown = shownFor(override, periods, forwardings);
    if (
      schedule.enabled !== false &&
      isLost(override, rotationsOf(override, living), { periods, shown, ...snapshot })
    ) {
      const data = { start: startDate, end: endDate };
      draft.item('override', { ...item, class: 'needs-a-person', reason: 'override-not-shown', data });
    } else if (frozen !== null) {
      draft.item('override', { ...item, class: 'frozen', reason: frozen.reason, data: frozen.data });
    } else {
      draft.item('override', { ...item, vigieId: `override-${alias}`, class: 'exact' });
    }
  }
}

interface ShownPeriods {
  periods: readonly RotationPeriod[];
  /** Those of the override. */
  shown: readonly RotationPeriod[];
  from: number;
  to: number;
}

/**
 * Whether the timeline does not show an override that the list has: in no rotation, or not in one in which others are on
 * call in its hours. Outside of restrictions it need not be shown.
 */
function isLost(
  override: OpsgenieOverride,
  rotations: readonly string[],
  { periods, shown, from, to }: ShownPeriods,
): boolean {
  const [start, end] = [Math.max(Date.parse(override.startDate), from), Math.min(Date.parse(override.endDate), to)];
  const covers = ({ startDate, endDate }: RotationPeriod) => Date.parse(startDate) < end && start < Date.parse(endDate);
  const isIn = (some: readonly RotationPeriod[], rotation: string) =>
    some.some((one) => one.rotation === rotation && covers(one));
  return (
    start < end &&
    (!rotations.some((one) => isIn(shown, one)) || rotations.some((one) => !isIn(shown, one) && isIn(periods, one)))
  );
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
