/** What was told to people of their on-call duty, and when. */
import type { NoticeWire } from '#contract/labour/notice';
import type { ApiResult } from '../client/client.ts';
import { send } from '../client/client.ts';
import { useApiPages } from '../client/use-api.ts';
import { orNone } from './older.ts';

interface NoticeFilter {
  unit?: string;
  user?: string;
  /** ISO 8601 */
  from?: string;
}

/** @param filter null: not known yet */
export function useNotices(filter: NoticeFilter | null) {
  return orNone(
    useApiPages<NoticeWire>(filter === null ? null : { path: 'notices', query: { ...filter } }, { live: ['rota'] }),
  );
}

export interface PublishedNotices {
  people: number;
  notices: number;
}

export function publishNotices(unit: string): Promise<ApiResult<PublishedNotices>> {
  return send<PublishedNotices>({ method: 'POST', path: 'notices/publish', body: { unit } });
}

export function sayNoticesSeen(ids: readonly string[]): Promise<ApiResult<unknown>> {
  return send<unknown>({ method: 'POST', path: 'notices/seen', body: { ids } });
}
