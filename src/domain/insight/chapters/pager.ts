/** The chapter *Pager*: how well Vigie itself paged. */
import type { IncidentFact, InsightHistory } from '#domain/insight/facts';
import { withBehind } from '#domain/insight/incident/behind';
import { openFigures } from '#domain/insight/incident/times';
import { pagerCounts, pagerFigures } from '#domain/insight/incident/paging';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import { NO_PROPOSALS } from '#domain/insight/chapters/parts';
import type { ChapterAnswer } from '#domain/insight/chapters/parts';

export function pagerChapter({ incidents, period }: InsightHistory): ChapterAnswer {
  const { figures, groups } = pagerFigures(incidents);
  const figuresOf = (own: readonly IncidentFact[]) => [...incidentCounts(own), ...pagerCounts(own)];
  const channels = groups.map((group) => ({
    ...group,
    figures: withBehind(group.figures, incidents, { channel: group.id }),
  }));
  return {
    figures: withBehind([...openFigures(incidents), ...figures], incidents),
    groups: [...channels, ...byDay({ period, incidents, figuresOf })],
    people: null,
    proposals: NO_PROPOSALS,
  };
}
