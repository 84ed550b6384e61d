/** Picks what differs between two nights, for those who want to read it page by page. */
import type { ReplayResultWire } from '#contract/replay';
import { isDifferent } from '#domain/replay/compare';

export type PageInBoth = ReplayResultWire['pages'][number];

export function differingPages({ pages }: Pick<ReplayResultWire, 'pages'>): PageInBoth[] {
  return pages.filter(isDifferent);
}

/** Titles of the incidents that nobody gets with the draft, and that somebody got in truth. */
export function newlyLost({
  incidents,
  unanswered,
  unreached,
}: Pick<ReplayResultWire, 'incidents' | 'unanswered' | 'unreached'>): string[] {
  const was = new Set([...unanswered.before, ...unreached.before]);
  const lost = new Set([...unanswered.after, ...unreached.after]);
  return incidents.filter(({ id }) => lost.has(id) && !was.has(id)).map(({ title }) => title);
}
