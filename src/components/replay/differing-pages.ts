/** Picks what differs between two nights, for those who want to read it page by page. */
import type { ReplayResultWire } from '#contract/replay';

export type PageInBoth = ReplayResultWire['pages'][number];

function differs({ before, after }: PageInBoth): boolean {
  return (
    before === null ||
    after === null ||
    before.at !== after.at ||
    before.urgency !== after.urgency ||
    before.methods.join() !== after.methods.join()
  );
}

export function differingPages({ pages }: Pick<ReplayResultWire, 'pages'>): PageInBoth[] {
  return pages.filter(differs);
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
