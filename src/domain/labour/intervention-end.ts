/** Computes when an intervention ended: as the person says, or as may be assumed until they do. */
import type { InterventionRecord } from '#domain/labour/facts/model';
import { MINUTE } from '#domain/time/duration';

type Ending = Pick<InterventionRecord, 'start' | 'end' | 'endedBy' | 'actedAt'>;

/** Whether the end is assumed, so that all that is built on it is provisional. */
export function isAssumed({ end, endedBy }: Ending): boolean {
  return endedBy !== 'person' || end === null;
}

/**
 * The end of the work itself, without travel. People go back to bed before the incident is resolved, so an assumed end
 * lies a tail after the last command at the latest. A command after the end of the incident continued the work.
 *
 * @param tail ms
 */
export function interventionEnd(intervention: Ending, tail: number, now: number): number {
  const { start, end, actedAt } = intervention;
  if (!isAssumed(intervention)) {
    return end as number;
  }
  const acted = actedAt ?? start;
  const isAfterClose = end !== null && acted > end;
  return Math.max(start + tail, isAfterClose ? acted + tail : Math.min(end ?? now, acted + tail));
}

/** The end if the person answers that they stopped right away: the last command, at least a minute after the start. */
export function endRightAway({ start, actedAt }: Ending): number {
  return Math.max(start + MINUTE, actedAt ?? start);
}

/**
 * The latest end that is accepted: now, but a minute after the start at least, since whoever stops within the first
 * minute has worked for a minute.
 */
export function latestEnd({ start }: Pick<Ending, 'start'>, now: number): number {
  return Math.max(now, start + MINUTE);
}
