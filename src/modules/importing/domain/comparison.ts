/** Compares two timelines in normal form, and counts in how much time they agree. */
import type { CrewSpan, TimelineDifference } from '#modules/importing/domain/model';
import type { Span } from '#domain/time/span';
import { samePeople } from '#modules/importing/domain/normal-form';

export interface TimelineComparison {
  /** ms compared, and ms in which both name the same people. */
  compared: number;
  equal: number;
  /** ms in which one side is not known. */
  notCompared: number;
  differences: TimelineDifference[];
}

/**
 * @param source tiles the same range as `vigie`
 * @param cuts instants at which a difference is cut in two, since its cause may be another one from there on
 * @param unnamed sorted and disjoint: where the source names nobody whom one could compare
 */
export function compareTimelines(
  source: readonly CrewSpan[],
  vigie: readonly CrewSpan[],
  cuts: readonly number[] = [],
  unnamed: readonly Span[] = [],
): TimelineComparison {
  const [from, to] = [source[0]?.start ?? 0, source.at(-1)?.end ?? 0];
  const inside = [...source, ...vigie].flatMap(({ start, end }) => [start, end]);
  const edges = unnamed.flatMap(({ start, end }) => [start, end]);
  const bounds = [...new Set([...inside, ...cuts, ...edges])]
    .filter((cut) => cut >= from && cut <= to)
    .sort((a, b) => a - b);
  const isCut = new Set(cuts);
  const differences: TimelineDifference[] = [];
  let [i, j, equal, notCompared] = [0, 0, 0, 0];
  for (let k = 0; k + 1 < bounds.length; k++) {
    const [start, end] = [bounds[k] as number, bounds[k + 1] as number];
    i = advanced(source, i, start);
    j = advanced(vigie, j, start);
    const [theirs, ours] = [source[i]?.people ?? [], vigie[j]?.people ?? []];
    if (unnamed.some((span) => span.start <= start && end <= span.end)) {
      notCompared += end - start;
    } else if (samePeople(theirs, ours)) {
      equal += end - start;
    } else {
      append(differences, { start, end, source: theirs, vigie: ours }, isCut.has(start));
    }
  }
  return { compared: to - from, equal, notCompared, differences };
}

function advanced(spans: readonly CrewSpan[], index: number, at: number): number {
  let i = index;
  while (i < spans.length && (spans[i] as CrewSpan).end <= at) {
    i++;
  }
  return i;
}

function append(differences: TimelineDifference[], next: TimelineDifference, isCut: boolean): void {
  const last = differences.at(-1);
  const continues =
    !isCut &&
    last !== undefined &&
    last.end === next.start &&
    samePeople(last.source, next.source) &&
    samePeople(last.vigie, next.vigie);
  if (continues) {
    last.end = next.end;
  } else {
    differences.push(next);
  }
}
