/** Computes whom one layer puts on call: its slots and windows, its overrides, then absences. */
import type { Span } from '#domain/time/span';
import { firstEndingAfter } from '#domain/time/span';
import { coverage } from '#domain/time/coverage';
import type { AbsenceIndex } from '#domain/rota/resolution/absences';
import { withoutAbsent } from '#domain/rota/resolution/absences';
import type { CompiledLayer } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import type { OnAbsence } from '#domain/rota/model';
import { overridden } from '#domain/rota/resolution/overrides';
import { handoff, slotAt } from '#domain/rota/resolution/rotation';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';
import { pushPiece } from '#domain/rota/resolution/timeline';

/** Pieces that tile the given spans (sorted, disjoint); `NOBODY` where the layer does not cover. */
export function layerPieces(
  layer: CompiledLayer,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece[] {
  const planned = plannedPieces(layer, spans, absences);
  return onAbsence === 'flag' ? planned : withoutAbsent(planned, layer, onAbsence, absences);
}

/** The same before absences; only the overrides of people who are gone are left out. */
export function plannedPieces(
  layer: CompiledLayer,
  spans: readonly Span[],
  { gone }: AbsenceIndex,
): readonly TimelinePiece[] {
  const pieces: TimelinePiece[] = [];
  for (const span of spans) {
    addSpan(pieces, layer, span);
  }
  return overridden(pieces, layer.overrides, gone);
}

function addSpan(pieces: TimelinePiece[], layer: CompiledLayer, span: Span): void {
  let done = span.start;
  for (const open of openSpans(layer, span)) {
    pushPiece(pieces, done, open.start, NOBODY);
    addPeople(pieces, layer, open);
    done = open.end;
  }
  pushPiece(pieces, done, span.end, NOBODY);
}

/** Times that the layer's windows and dates cover. */
function openSpans(layer: CompiledLayer, span: Span): readonly Span[] {
  const start = Math.max(span.start, layer.effectiveFrom);
  const end = Math.min(span.end, layer.effectiveUntil);
  if (!(start < end) || layer.people.length === 0) {
    return [];
  }
  return layer.hours === null ? [{ start, end }] : coverage(layer.hours, start, end);
}

function addPeople(pieces: TimelinePiece[], layer: CompiledLayer, span: Span): void {
  if (layer.calendar === null) {
    addSlots(pieces, layer, span);
    return;
  }
  for (let i = firstEndingAfter(layer.calendar, span.start), from = span.start; from < span.end; i++) {
    const piece = layer.calendar[i];
    const until = Math.min(span.end, piece?.end ?? Infinity);
    pushPiece(pieces, from, Math.min(until, Math.max(from, piece?.start ?? Infinity)), NOBODY);
    pushPiece(pieces, Math.max(from, piece?.start ?? Infinity), until, piece?.crew ?? NOBODY);
    from = until;
  }
}

/** The time before the first handoff is one slot, of nobody. */
const BEFORE_ALL = -1;

function addSlots(pieces: TimelinePiece[], layer: CompiledLayer, { start, end }: Span): void {
  const { turns } = layer;
  if (turns === null) {
    pushPiece(pieces, start, end, crewOf(layer, 0));
    return;
  }
  let from = start;
  for (let k = Math.max(BEFORE_ALL, slotAt(turns, start)); from < end; k++) {
    const until = Math.min(end, handoff(turns, k + 1));
    if (from < until) {
      pushPiece(pieces, from, until, k === BEFORE_ALL ? NOBODY : crewOf(layer, turnOf(layer, k)));
    }
    from = until;
  }
}

function turnOf(layer: CompiledLayer, k: number): number {
  return layer.covered === null ? k : layer.covered.turnsBefore(k);
}

function crewOf(layer: CompiledLayer, turn: number): OnCallCrew {
  const crew = layer.crews[turn % layer.crews.length] as OnCallCrew;
  return crew.onCall.length === 0 ? NOBODY : crew;
}
