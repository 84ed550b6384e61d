/** Computes what an edit changes for people, before it is saved. */
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans, subtractSpans } from '#domain/time/span';
import type { DutySpans } from '#domain/rota/duties';
import { dutiesOf, gapsOf } from '#domain/rota/duties';
import type { Absence, AnyRota, RotaFacts, OnCallSegment } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';

/** A stretch of time that a person gets or no longer has. */
export interface DutyChange extends Span {
  user: string;
}

export interface RotaDiff {
  gains: DutyChange[];
  losses: DutyChange[];
  /** Times with nobody on call after the edit, and somebody before. */
  newGaps: Span[];
  closedGaps: Span[];
  /** On call while absent after the edit, not before. */
  newConflicts: DutyChange[];
  /** Everybody whose time on call changes. */
  mustTell: string[];
}

/** A timeline with the absences that applied to it. */
export interface ComparedTimeline {
  segments: readonly OnCallSegment[];
  absences: readonly Absence[];
}

/**
 * @param before null if the rota is new
 * @param after null if it is deleted
 */
export function diff(
  before: AnyRota | null,
  after: AnyRota | null,
  facts: RotaFacts,
  from: number,
  to: number,
): RotaDiff {
  const { absences } = facts;
  return compareTimelines(
    { segments: timeline(before, facts, from, to), absences },
    { segments: timeline(after, facts, from, to), absences },
  );
}

/** Compares any two timelines of one range, for example when an absence or a swap changed instead of the rota. */
export function compareTimelines(before: ComparedTimeline, after: ComparedTimeline): RotaDiff {
  const [old, now] = [dutiesOf(before.segments), dutiesOf(after.segments)];
  const gains = without(now, old);
  const losses = without(old, now);
  const [gapsBefore, gapsAfter] = [gapsOf(before.segments), gapsOf(after.segments)];
  return {
    gains,
    losses,
    newGaps: subtractSpans(gapsAfter, gapsBefore),
    closedGaps: subtractSpans(gapsBefore, gapsAfter),
    newConflicts: without(whileAbsent(now, after.absences), whileAbsent(old, before.absences)),
    mustTell: [...new Set([...gains, ...losses].map(({ user }) => user))].sort(),
  };
}

function timeline(rota: AnyRota | null, facts: RotaFacts, from: number, to: number): OnCallSegment[] {
  const nobody = from < to ? [{ start: from, end: to, onCall: [] }] : [];
  return rota === null ? nobody : resolve(rota, facts, from, to);
}

/** The duties of `one` without those of `other`, in order of time. */
function without(one: DutySpans, other: DutySpans): DutyChange[] {
  return [...one]
    .flatMap(([user, spans]) => subtractSpans(spans, other.get(user) ?? []).map((span) => ({ user, ...span })))
    .sort((a, b) => a.start - b.start);
}

function whileAbsent(duties: DutySpans, absences: readonly Absence[]): DutySpans {
  return new Map(
    [...duties].map(([user, spans]) => [
      user,
      intersectSpans(spans, mergeSpans(absences.filter((absence) => absence.user === user))),
    ]),
  );
}
