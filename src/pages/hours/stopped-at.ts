/** Answers to "When did you stop?" that take one press. */
import type { InterventionWire } from '#contract/rotas/duty';
import type { InterventionRecord } from '#domain/labour/facts/model';
import { parseDuration } from '#domain/time/duration';
import type { StoppedAt } from '../../api/labour/labour.ts';
import { endRightAway, isAssumed, latestEnd } from '#domain/labour/intervention-end';

export function recordOf(
  one: Pick<InterventionWire, 'start' | 'end' | 'endedBy' | 'actedAt'>,
): Pick<InterventionRecord, 'start' | 'end' | 'endedBy' | 'actedAt'> {
  const instant = (text: string | null | undefined) => (text ? Date.parse(text) : null);
  return {
    start: Date.parse(one.start),
    end: instant(one.end),
    endedBy: one.endedBy ?? null,
    actedAt: instant(one.actedAt),
  };
}

/** Those of no unit, as all of before its `since`, are as they were recorded. */
export function isToConfirm(
  one: Parameters<typeof recordOf>[0] & Pick<InterventionWire, 'unit' | 'confirmedAt'>,
): boolean {
  return (one.unit ?? null) !== null && (one.confirmedAt ?? null) === null && isAssumed(recordOf(one));
}

/** The travel that is recorded, ms; an answer keeps it unless the person enters another. */
export function recordedTravel(
  one: Pick<InterventionWire, 'travelBefore' | 'travelAfter'>,
): Pick<StoppedAt, 'travelBefore' | 'travelAfter'> {
  const length = (text: string | null | undefined) => parseDuration(text ?? '') ?? 0;
  return { travelBefore: length(one.travelBefore), travelAfter: length(one.travelAfter) };
}

export interface QuickAnswer {
  kind: 'rightAway' | 'resolved';
  /** Epoch ms. */
  end: number;
}

/** At the last command, and at the end of the incident where that was later and is over. */
export function quickAnswers(one: Parameters<typeof recordOf>[0], now: number): QuickAnswer[] {
  const record = recordOf(one);
  const rightAway = Math.min(endRightAway(record), latestEnd(record, now));
  const resolved = record.end;
  return [
    { kind: 'rightAway', end: rightAway },
    ...(resolved !== null && resolved > rightAway ? [{ kind: 'resolved' as const, end: resolved }] : []),
  ];
}
