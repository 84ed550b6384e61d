/** Computes how much of the time in which somebody must be on call was covered. */
import type { CoverageFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import { percent } from '#domain/insight/statistics';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf } from '#domain/time/span';

/** `1 − gap / expected` over all rotas; n counts rotas. */
export function coverageFigure(rotas: readonly CoverageFact[], period: Span): Figure {
  let [expected, covered] = [0, 0];
  for (const rota of rotas) {
    const due = intersectSpans(rota.expected, [period]);
    expected += lengthOf(due);
    covered += lengthOf(intersectSpans(due, rota.covered));
  }
  return figure('coverage', percent(covered, expected), rotas.length);
}
