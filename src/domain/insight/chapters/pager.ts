/** The chapter *Pager*: how well Vigie itself paged. */
import type { InsightHistory } from '#domain/insight/facts';
import { openFigures } from '#domain/insight/incident/times';
import { pagerFigures } from '#domain/insight/incident/paging';
import { incidentCounts, incidentDays } from '#domain/insight/chapters/by-day';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';

export function pagerChapter({ incidents }: InsightHistory): ChapterAnswer {
  const { figures, groups } = pagerFigures(incidents);
  const days = incidentDays(incidents, (own) => [
    ...incidentCounts(own),
    ...pagerFigures(own).figures.filter(({ key }) => key === 'firstTry' || key === 'failovers'),
  ]);
  return { figures: [...openFigures(incidents), ...figures], groups: [...groups, ...days] };
}
