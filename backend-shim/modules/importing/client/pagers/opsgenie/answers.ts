/** Reads who is on call by Opsgenie's own timeline, and the overrides that came with it. */
import type { CrewSpan } from '#modules/importing/domain/model';
import { spansNaming } from '#modules/importing/domain/normal-form';
import type { Span } from '#domain/time/span';
import type { PagerAnswer } from '../../pager.ts';
import { opsgenieAnswer } from './schema.ts';
import type { OpsgenieOverride, OpsgenieRecipient, TimelinePeriod } from './schema.ts';

/** A period of the final timeline, with its rotation. */
export interface RotationPeriod extends TimelinePeriod {
  rotation: string | null;
}

export function periodsOf({ pages }: PagerAnswer): RotationPeriod[] {
  return pages.flatMap((page) => {
    const { data } = opsgenieAnswer.parse(page);
    return Array.isArray(data)
      ? []
      : data.finalTimeline.rotations.flatMap(({ id, periods }) =>
          periods.map((one) => ({ ...one, rotation: id ?? null })),
        );
  });
}

/** All rotations are on call together. */
export function timelineOf(answer: PagerAnswer): CrewSpan[] {
  return spansOf(periodsOf(answer));
}

function spansOf(periods: readonly TimelinePeriod[]): CrewSpan[] {
  return periods.map((period) => ({
    start: Date.parse(period.startDate),
    end: Date.parse(period.endDate),
    people: peopleOf(period),
  }));
}

function peopleOf({ recipient, flattenedRecipients }: TimelinePeriod): string[] {
  const named = recipient?.type === 'user' ? [recipient] : flattenedRecipients.filter(({ type }) => type === 'user');
  return named.flatMap(({ id }) => id ?? []);
}

/** When the timeline shows teams and escalations whose people it does not name. */
export function unnamedIn(answer: PagerAnswer): Span[] {
  const unnamed = periodsOf(answer).filter(({ recipient, flattenedRecipients }) =>
    recipient?.type === 'user' ? !recipient.id : isUnnamed(recipient, flattenedRecipients),
  );
  return spansNaming(
    spansOf(unnamed).map((span) => ({ ...span, people: [''] })),
    () => true,
  );
}

function isUnnamed(recipient: OpsgenieRecipient | null | undefined, flattened: readonly OpsgenieRecipient[]): boolean {
  const isPersonOrNobody = ({ type, id }: OpsgenieRecipient) => (type === 'user' ? Boolean(id) : isNobody(type));
  return flattened.length > 0
    ? !flattened.every(isPersonOrNobody)
    : recipient !== null && recipient !== undefined && !isNobody(recipient.type);
}

function isNobody(type: string): boolean {
  return ['none', 'noone'].includes(type);
}

export function overridesOf({ pages }: PagerAnswer): OpsgenieOverride[] {
  return pages.flatMap((page) => {
    const { data } = opsgenieAnswer.parse(page);
    return Array.isArray(data) ? data : [];
  });
}
