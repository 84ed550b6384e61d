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
import { pushPiece, refine } from '#domain/rota/resolution/timeline';

/** Pieces that tile the given spans (sorted, disjoint); `NOBODY` where no layer of the stage covers. */
export function stagePieces(
  stage: RotaStage,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece[] {
  return stage.length === 1
    ? layerPieces(stage[0], spans, onAbsence, absences)
    : refine(crewsByLayer(stage, spans, onAbsence, absences), [], () => unitedCrew);
}

/** The people of one layer, as they are within their stage. @param index of the layer in the stage */
export function layerPiecesWithin(
  stage: RotaStage,
  index: number,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece[] {
  return refine(crewsByLayer(stage, spans, onAbsence, absences), [], () => (crews) => crews[index] ?? NOBODY);
}

/** The crew of each layer, in the order of the stage. */
function crewsByLayer(
  stage: RotaStage,
  spans: readonly Span[],
  onAbsence: OnAbsence,
  absences: AbsenceIndex,
): readonly TimelinePiece<readonly OnCallCrew[]>[] {
  const planned = sideBySide(stage.map((layer) => plannedPieces(layer, spans)));
  return onAbsence === 'flag' ? planned : withoutAbsentOfStage(planned, stage, onAbsence, absences);
}

/** @param timelines tile the same spans. The same crews are the same list, so that later steps can compare lists. */
function sideBySide(timelines: readonly (readonly TimelinePiece[])[]): TimelinePiece<readonly OnCallCrew[]>[] {
  const together: TimelinePiece<readonly OnCallCrew[]>[] = [];
  const lists = sharedLists();
  const places = timelines.map(() => 0);
  let from = -Infinity;
  for (;;) {
    const current = timelines.flatMap((pieces, i) => pieces[places[i] as number] ?? []);
    if (current.length < timelines.length) {
      return together;
    }
    const start = Math.max(from, ...current.map((piece) => piece.start));
    const end = Math.min(...current.map((piece) => piece.end));
    pushPiece(together, start, end, lists(current.map(({ crew }) => crew)));
    current.forEach((piece, i) => {
      places[i] = (places[i] as number) + (piece.end === end ? 1 : 0);
    });
    from = end;
  }
}

/** Gives the same list for the same crews. */
function sharedLists(): (crews: readonly OnCallCrew[]) => readonly OnCallCrew[] {
  const numbers = new Map<OnCallCrew, number>();
  const known = new Map<string, readonly OnCallCrew[]>();
  return (crews) => {
    const key = crews
      .map((crew) => {
        const number = numbers.get(crew) ?? numbers.size;
        numbers.set(crew, number);
        return number;
      })
      .join();
    const list = known.get(key) ?? crews;
    known.set(key, list);
    return list;
  };
}

/** Everybody once, for the reason that the highest of their layers has. */
function unitedCrew(crews: readonly OnCallCrew[]): OnCallCrew {
  const onCall: OnCall[] = [];
  for (const one of crews.toReversed().flatMap((crew) => crew.onCall)) {
    if (!onCall.some(({ user }) => user === one.user)) {
      onCall.push(one);
    }
  }
  return onCall.length === 0 ? NOBODY : { onCall, slot: NOBODY.slot, named: NOBODY.named };
}
