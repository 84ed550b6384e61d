/**
 * Reads what happened to an incident, and to those that were merged into it, for its review: alerts, pages, answers, notes
 * and what was done from chats.
 */
import type { ReviewEntry } from '#modules/review/contract/review';
import { groupOf } from '#modules/review/domain/entries';
import type { StoreCapabilities } from '../../../store/capabilities.ts';
import { numberOfIncident, readTimeline } from '../../../store/incidents/details.ts';
import { withMerged } from '../../../store/incidents/paged-for.ts';
import { timelineData } from '../../../store/incidents/stored-parts.ts';
import type { Db } from '../../../store/store.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';

/** A storm may leave more; the beginning is what a review is about. */
const MOST = 2000;
/** As many as one merges by hand; a storm is one incident. */
const MOST_MERGED = 50;

export interface ReviewedTimeline {
  entries: ReviewEntry[];
  cutOff: boolean;
}

export interface EntrySources {
  db: Db;
  cap: StoreCapabilities;
  noting: UnreadableReporter;
}

/** The incident, and those that were merged into it. */
export async function reviewedIncidents(
  { db, cap, noting }: EntrySources,
  incident: string,
): Promise<{ ids: string[]; isCut: boolean }> {
  const ids = [...((await withMerged(db, cap, [incident], noting)).get(incident) ?? [incident])];
  return { ids: ids.slice(0, MOST_MERGED), isCut: ids.length > MOST_MERGED };
}

export async function readEntries(
  sources: EntrySources,
  incident: string,
  leftOut: readonly string[],
): Promise<ReviewedTimeline> {
  const { db, noting } = sources;
  const { ids, isCut } = await reviewedIncidents(sources, incident);
  const out = new Set(leftOut);
  const all: ReviewEntry[] = [];
  let cutOff = isCut;
  for (const id of ids) {
    const rows = await readTimeline(db, id, null, MOST + 1);
    const mergedFrom = id === incident ? null : await numberOfIncident(db, id);
    cutOff ||= rows.length > MOST;
    all.push(
      ...rows.map((row): ReviewEntry => {
        const data = timelineData(row, noting);
        const { kind, actor, text } = row;
        const [group, at] = [groupOf(kind, data), new Date(row.at).toISOString()];
        return { id: row.id, at, group, kind, actor, text, data, leftOut: out.has(row.id), mergedFrom };
      }),
    );
  }
  const entries = all.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  return { entries: entries.slice(0, MOST), cutOff: cutOff || entries.length > MOST };
}
