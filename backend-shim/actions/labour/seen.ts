/** *Seen*: the person has seen in Vigie what duty they will have, which counts as being told. */
import { lockOwnNotices, saveNotices } from '../../store/labour/notices/notices.ts';
import type { NoticeTable } from '../../store/schema/labour.ts';
import type { Work } from '../../store/work.ts';

export interface SeenRequest {
  ids: readonly string[];
  login: string;
}

/** The first time counts. @returns those of the notices that are the person's */
export async function seeNotices(work: Work, { ids, login }: SeenRequest): Promise<NoticeTable[]> {
  const rows = await lockOwnNotices(work, login, [...new Set(ids)]);
  const seen = rows.map((row) =>
    row.seen_at === null && row.withdrawn_at === null ? { ...row, seen_at: work.now } : row,
  );
  await saveNotices(
    work,
    seen.filter((row) => !rows.includes(row)),
  );
  return seen;
}
