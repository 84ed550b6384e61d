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

export interface MovedPages {
  from: string;
  to: string;
  count: number;
}

/** Pages of an incident that come at the same instant to another person; those of one pair of people together, most first. */
export function movedPages({ pages }: Pick<ReplayResultWire, 'pages'>): MovedPages[] {
  const coming = Map.groupBy(
    pages.filter(({ before }) => before === null),
    ({ incident, after }) => `${incident} ${after?.at}`,
  );
  const moved = new Map<string, MovedPages>();
  for (const { incident, user: from, before, after } of pages) {
    const to = after === null ? coming.get(`${incident} ${before?.at}`)?.shift()?.user : undefined;
    if (to !== undefined) {
      const pair = JSON.stringify([from, to]);
      const count = (moved.get(pair)?.count ?? 0) + 1;
      moved.set(pair, { from, to, count });
    }
  }
  return [...moved.values()].sort((a, b) => b.count - a.count);
}
