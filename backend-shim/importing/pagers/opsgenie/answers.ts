/** Reads who is on call by Opsgenie's own timeline, and the overrides that came with it. */
import type { CrewSpan } from '#domain/importing/model';
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

export function spansOf(periods: readonly TimelinePeriod[]): CrewSpan[] {
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

/** Teams and escalations in the timeline whose people it does not name. */
export function unnamedIn(answer: PagerAnswer): OpsgenieRecipient[] {
  return periodsOf(answer).flatMap(({ recipient, flattenedRecipients }) =>
    recipient && !['user', 'none', 'noone'].includes(recipient.type) && flattenedRecipients.length === 0
      ? [recipient]
      : [],
  );
}

export function overridesOf({ pages }: PagerAnswer): OpsgenieOverride[] {
  return pages.flatMap((page) => {
    const { data } = opsgenieAnswer.parse(page);
    return Array.isArray(data) ? data : [];
  });
}
