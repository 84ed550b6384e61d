/** The chapter *Pager*: how well Vigie itself paged. */
import type { InsightHistory } from '#domain/insight/facts';
import { openFigures } from '#domain/insight/incident/times';
import { pagerFigures } from '#domain/insight/incident/paging';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';

export function pagerChapter({ incidents }: InsightHistory): ChapterAnswer {
  const { figures, groups } = pagerFigures(incidents);
  return { figures: [...openFigures(incidents), ...figures], groups };
}
