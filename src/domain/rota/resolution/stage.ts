/** Computes whom a stage puts on call: layers that join each other answer together. */
import type { Span } from '#domain/time/span';
import type { AbsenceIndex } from '#domain/rota/resolution/absences';
import { withoutAbsentOfStage } from '#domain/rota/resolution/absences';
import type { RotaStage } from '#domain/rota/resolution/compile';
import type { OnCallCrew } from '#domain/rota/resolution/crew';
import { NOBODY } from '#domain/rota/resolution/crew';
import { layerPieces, plannedPieces } from '#domain/rota/resolution/layer';
import type { OnAbsence, OnCall } from '#domain/rota/model';
import type { TimelinePiece } from '#domain/rota/resolution/timeline';

/** Pieces that tile the given spans (sorted, disjoint); `NOBODY` where no layer of the stage covers. */
export function stagePieces(
  stage: RotaStage,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece[] {
  return stage.length === 1
    ? layerPieces(stage[0], spans, onAbsence, absences)
    : crewsByLayer(stage, spans, onAbsence, absences).map(({ start, end, crew }) => ({
        start,
        end,
        crew: unitedCrew(crew),
      }));
}

/** The people of one layer, as they are within their stage. @param index of the layer in the stage */
export function layerPiecesWithin(
  stage: RotaStage,
  index: number,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece[] {
  return crewsByLayer(stage, spans, onAbsence, absences).map(({ start, end, crew }) => ({
    start,
    end,
    crew: crew[index] ?? NOBODY,
  }));
}

/** The crew of each layer, in the order of the stage. */
function crewsByLayer(
  stage: RotaStage,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece<readonly OnCallCrew[]>[] {
  const planned = sideBySide(stage.map((layer) => plannedPieces(layer, spans, absences)));
  return onAbsence === 'flag' ? planned : withoutAbsentOfStage(planned, stage, onAbsence, absences);
}

/** What comes after the last piece. */
const END: TimelinePiece = { start: Infinity, end: Infinity, crew: NOBODY };

/** @param timelines tile the same spans, so they end together */
function sideBySide(timelines: readonly (readonly TimelinePiece[])[]): TimelinePiece<readonly OnCallCrew[]>[] {
  const together: TimelinePiece<readonly OnCallCrew[]>[] = [];
  const places = timelines.map(() => 0);
  const current = timelines.map((pieces) => pieces[0] ?? END);
  let from = -Infinity;
  while (current[0] !== END) {
    let [start, end] = [from, Infinity];
    for (const piece of current) {
      start = Math.max(start, piece.start);
      end = Math.min(end, piece.end);
    }
    together.push({ start, end, crew: current.map(({ crew }) => crew) });
    timelines.forEach((pieces, i) => {
      const place = (places[i] as number) + (current[i]?.end === end ? 1 : 0);
      places[i] = place;
      current[i] = pieces[place] ?? END;
    });
    from = end;
  }
  return together;
}

/** Everybody once, for the reason that the highest of their layers has. */
function unitedCrew(crews: readonly OnCallCrew[]): OnCallCrew {
  const onCall: OnCall[] = [];
  for (let i = crews.length - 1; i >= 0; i--) {
    for (const one of (crews[i] as OnCallCrew).onCall) {
      if (!onCall.some(({ user }) => user === one.user)) {
        onCall.push(one);
      }
    }
  }
  return onCall.length === 0 ? NOBODY : { onCall, slot: NOBODY.slot, named: NOBODY.named };
}
