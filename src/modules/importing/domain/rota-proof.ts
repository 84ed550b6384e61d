/** Proves one rota: compares the source's answer with Vigie's, and gives every difference its cause. */
import { causeOf } from '#modules/importing/domain/causes';
import type { ProofKnowledge } from '#modules/importing/domain/causes';
import { compareTimelines } from '#modules/importing/domain/comparison';
import type { CrewSpan, ExplainedDifference } from '#modules/importing/domain/model';
import { normalForm } from '#modules/importing/domain/normal-form';

export interface RotaProof {
  /** Seconds compared, and seconds in which both name the same people. */
  seconds: number;
  equal: number;
  /** Seconds of them in which the source names nobody whom one could compare. */
  notCompared: number;
  /** Spans on each side. */
  sourceSpans: CrewSpan[];
  vigieSpans: CrewSpan[];
  differences: ExplainedDifference[];
}

/** @param to end of the compared range, whose start is `known.from` */
export function proveRota(
  source: readonly CrewSpan[],
  vigie: readonly CrewSpan[],
  known: ProofKnowledge,
  to: number,
): RotaProof {
  const sourceSpans = normalForm(source, known.from, to);
  const vigieSpans = normalForm(vigie, known.from, to);
  const cuts = [
    ...known.predicted.flatMap(({ start, end }) => [start, end]),
    ...known.leftEmpty.flatMap(({ start, end }) => [start, end]),
    ...(known.frozenUntil === null ? [] : [known.frozenUntil]),
  ];
  const { compared, equal, notCompared, differences } = compareTimelines(sourceSpans, vigieSpans, cuts, known.unnamed);
  return {
    seconds: compared / 1000,
    equal: equal / 1000,
    notCompared: notCompared / 1000,
    sourceSpans,
    vigieSpans,
    differences: differences.map((one) => ({ ...one, cause: causeOf(one, known) })),
  };
}
