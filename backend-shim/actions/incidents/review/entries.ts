/** Reads what happened to an incident for its review: alerts, pages, answers, notes and what was done from chats. */
import type { ReviewEntry } from '#contract/incidents/review';
import { groupOf } from '#domain/review/entries';
import { readTimeline } from '../../../store/incidents/details.ts';
import { timelineData } from '../../../store/incidents/stored-parts.ts';
import type { Db } from '../../../store/store.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';

/** A storm may leave more; the beginning is what a review is about. */
const MOST = 2000;

export interface ReviewedTimeline {
  entries: ReviewEntry[];
  cutOff: boolean;
}

export async function readEntries(
  db: Db,
  incident: string,
  leftOut: readonly string[],
  noting: UnreadableReporter,
): Promise<ReviewedTimeline> {
  const rows = await readTimeline(db, incident, null, MOST + 1);
  const out = new Set(leftOut);
  const entries = rows.slice(0, MOST).map((row): ReviewEntry => {
    const data = timelineData(row, noting);
    const { id, kind, actor, text } = row;
    const group = groupOf(kind, data['via']);
    return { id, at: new Date(row.at).toISOString(), group, kind, actor, text, data, leftOut: out.has(id) };
  });
  return { entries, cutOff: rows.length > MOST };
}
