/** Figures as the API gives them. */
import type { FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { figure } from '#domain/insight/figure';

export function wireFigure(key: FigureKey, value: number | null, n = value === null ? 0 : 1): FigureWire {
  return { ...figure(key, value, n), behind: null };
}
