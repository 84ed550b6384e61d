/** The chapter *Pager*: how well Vigie itself paged. */
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { openFigures } from '#domain/insight/incident/times';
import { pagerCounts, pagerFigures } from '#domain/insight/incident/paging';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';

export function pagerChapter({ incidents, period }: InsightHistory): ChapterAnswer {
  const { figures, groups } = pagerFigures(incidents);
  const figuresOf = (own: readonly IncidentFact[]) => [...incidentCounts(own), ...pagerCounts(own)];
  const days = byDay({ period, incidents, figuresOf });
  return { figures: [...openFigures(incidents), ...figures], groups: [...groups, ...days] };
}
