/**
 * Resolves who is on call. Paging, calendar, preview, health and reports all use `resolve`, so they cannot disagree. At
 * each instant it applies each layer's slot and windows, its overrides, then absences; takes the highest stage (a
 * layer, or several that join each other) with somebody; and applies the overrides of the whole rota.
 */
import type { Span } from '#domain/time/span';
import type { AbsenceIndex } from '#domain/rota/resolution/absences';
import { absenceIndex } from '#domain/rota/resolution/absences';
import type { CompiledRota } from '#domain/rota/resolution/compile';
import { compile } from '#domain/rota/resolution/compile';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { AnyRota, Rota, RotaFacts, RotaVersion, OnCallSegment } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { overridden } from '#domain/rota/resolution/overrides';
import { layerPiecesWithin, stagePieces } from '#domain/rota/resolution/stage';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { appendSegment, toSegments } from '#domain/rota/resolution/timeline';

/**
 * Segments that tile `[from, to)` (epoch ms), neighbours differing; empty if `to <= from`. Each instant uses the
 * version in force then. Expects a rota that `validateRota` accepts, and the facts that `factsNeeded` names; throws if
 * a zone table is missing.
 */
export function resolve(rota: AnyRota, facts: RotaFacts, from: number, to: number): OnCallSegment[] {
  const segments: OnCallSegment[] = [];
  const versions = versionsOf(rota);
  versions.forEach((version, i) => {
    const start = i === 0 ? from : Math.max(from, version.from ?? -Infinity);
    const end = Math.min(to, versions[i + 1]?.from ?? Infinity);
    if (start < end) {
      for (const segment of resolveVersion(version, facts, start, end)) {
        appendSegment(segments, segment);
      }
    }
  });
  return segments;
}

function resolveVersion({ rota }: RotaVersion, facts: RotaFacts, from: number, to: number): OnCallSegment[] {
  const prepared = compile(rota, facts);
  const absences = absenceIndex(facts.absences, rota);
  const pieces = stacked(prepared, absences, { start: from, end: to });
  return toSegments(overridden(pieces, prepared.overrides, absences.gone));
}

/**
 * Whom one layer of a rota puts on call, as if no stage above it covered and no override of the whole rota acted. Empty
 * if the rota lacks the layer.
 */
export function resolveLayer(rota: Rota, layer: string, facts: RotaFacts, from: number, to: number): OnCallSegment[] {
  const stage = compile(rota, facts).stages.find((layers) => layers.some(({ id }) => id === layer));
  if (stage === undefined || !(from < to)) {
    return [];
  }
  const index = stage.findIndex(({ id }) => id === layer);
  const absences = absenceIndex(facts.absences, rota);
  return toSegments(layerPiecesWithin(stage, index, [{ start: from, end: to }], rota.onAbsence, absences));
}

/** Stacks the stages: from the highest down, each fills what those above it left open. */
function stacked({ rota, stages }: CompiledRota, absences: AbsenceIndex, range: Span): TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  let open: Span[] = [range];
  for (const stage of stages.toReversed()) {
    if (open.length === 0) {
      break;
    }
    const below: Span[] = [];
    for (const piece of stagePieces(stage, open, rota.onAbsence, absences)) {
      if (piece.crew.onCall.length > 0) {
        pieces.push(piece);
      } else {
        pushSpan(below, piece);
      }
    }
    open = below;
  }
  return [...pieces, ...open.map((span) => ({ ...span, crew: NOBODY }))].sort((a, b) => a.start - b.start);
}

function pushSpan(spans: Span[], { start, end }: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last.end === start) {
    last.end = end;
  } else {
    spans.push({ start, end });
  }
}

/** The version in force at an instant; the first one also covers all time before it. null if there is no version. */
export function versionAt(rota: AnyRota, at: number): Rota | null {
  const versions = versionsOf(rota);
  return (versions.findLast(({ from }) => from === null || from <= at) ?? versions[0])?.rota ?? null;
}
