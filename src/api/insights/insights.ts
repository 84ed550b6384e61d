/** Figures of a period. */
import type { InsightChapter, InsightWire } from '#contract/insight/insight';
import { useApi } from '../client/use-api.ts';

export interface InsightRequest {
  from: string;
  to: string;
  team?: string | undefined;
  rota?: string | undefined;
  /** Several are joined by commas, as the API takes them. */
  severity?: string | undefined;
  urgency?: string | undefined;
  integration?: string | undefined;
  /** `name=value,other=value` */
  label?: string | undefined;
  /** Of definitions. */
  language?: 'en' | 'fr';
}

/**
 * With the figures of the period before.
 *
 * @param query null: not asked yet
 */
export function useInsights(chapter: InsightChapter, query: InsightRequest | null) {
  return useApi<InsightWire>(
    query === null ? null : { path: `insights/${chapter}`, query: { ...query, compare: 'previous' } },
  );
}
