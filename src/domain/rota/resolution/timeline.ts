/** Splits, changes and joins pieces of time with their crew. */
import type { Span } from '#domain/time/span';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import type { OnCall, OnCallSource, OnCallSegment } from '#domain/rota/model';

export interface TimelinePiece<Crew = OnCallCrew> {
  start: number;
  end: number;
  crew: Crew;
}

/** Appends a piece, or extends the last one if it touches and has the same crew object. */
export function pushPiece<Crew>(pieces: TimelinePiece<Crew>[], start: number, end: number, crew: Crew): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.end === start && last.crew === crew) {
    last.end = end;
  } else if (start < end) {
    pieces.push({ start, end, crew });
  }
}

/**
 * Splits pieces at `edges` (sorted) and asks for each part's new crew. Between two edges the answer depends on the old
 * crew only, so it is asked once per crew.
 */
export function refine<Crew, Changed>(
  pieces: readonly TimelinePiece<Crew>[],
  edges: readonly number[],
  changerAt: (instant: number) => (crew: Crew) => Changed,
): TimelinePiece<Changed>[] {
  const refined: TimelinePiece<Changed>[] = [];
  let next = 0;
  let change: ((crew: Crew) => Changed) | null = null;
  for (const piece of pieces) {
    let start = piece.start;
    while (start < piece.end) {
      while (next < edges.length && (edges[next] as number) <= start) {
        next++;
        change = null;
      }
      change ??= memoised(changerAt(start));
      const end = Math.min(piece.end, edges[next] ?? Infinity);
      pushPiece(refined, start, end, change(piece.crew));
      start = end;
    }
  }
  return refined;
}

function memoised<Crew, Changed>(change: (crew: Crew) => Changed): (crew: Crew) => Changed {
  const known = new Map<Crew, Changed>();
  return (crew) => {
    let answer = known.get(crew);
    if (answer === undefined) {
      answer = change(crew);
      known.set(crew, answer);
    }
    return answer;
  };
}

/** The starts and ends of spans that lie strictly inside `(from, to)`, sorted. */
export function edgesWithin(spans: readonly Span[], from: number, to: number): number[] {
  const edges: number[] = [];
  for (const { start, end } of spans) {
    if (start > from && start < to) {
      edges.push(start);
    }
    if (end > from && end < to) {
      edges.push(end);
    }
  }
  return edges.sort((a, b) => a - b);
}

/** Joins neighbours with the same people for the same reasons, in any order. */
export function toSegments(pieces: readonly TimelinePiece[]): OnCallSegment[] {
  const segments: OnCallSegment[] = [];
  for (const { start, end, crew } of pieces) {
    appendSegment(segments, { start, end, onCall: crew.onCall });
  }
  return segments;
}

export function appendSegment(segments: OnCallSegment[], segment: OnCallSegment): void {
  const last = segments.at(-1);
  if (last !== undefined && last.end === segment.start && sameOnCall(last.onCall, segment.onCall)) {
    last.end = segment.end;
  } else {
    segments.push({ ...segment });
  }
}

function sameOnCall(a: readonly OnCall[], b: readonly OnCall[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((one) => b.some((other) => one.user === other.user && sameSource(one.source, other.source))))
  );
}

function sameSource(a: OnCallSource, b: OnCallSource): boolean {
  return 'layer' in a ? 'layer' in b && a.layer === b.layer : 'override' in b && a.override === b.override;
}
