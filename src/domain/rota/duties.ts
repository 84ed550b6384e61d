/** Turns a timeline into duties by person. */
import type { Span } from '#domain/time/span';
import type { OnCallSegment } from '#domain/rota/model';

export type DutySpans = ReadonlyMap<string, readonly Span[]>;

/** @param segments of one range, in order */
export function dutiesOf(segments: readonly OnCallSegment[]): DutySpans {
  const duties = new Map<string, Span[]>();
  for (const { start, end, onCall } of segments) {
    for (const { user } of onCall) {
      const own = duties.get(user) ?? [];
      duties.set(user, own);
      const last = own.at(-1);
      if (last !== undefined && last.end === start) {
        last.end = end;
      } else {
        own.push({ start, end });
      }
    }
  }
  return duties;
}

/** Times with nobody on call. */
export function gapsOf(segments: readonly OnCallSegment[]): Span[] {
  return segments.filter(({ onCall }) => onCall.length === 0).map(({ start, end }) => ({ start, end }));
}
