/** Asks for the open actions of reviews; the section, and its texts, load only where there are some. */
import type { ListedAction } from '#modules/review/contract/review';
import type { ListPage } from '#contract/list';
import { useApi } from '../../../../api/client/use-api.ts';
import { later } from '../../../../later.ts';

const ActionsSection = later(() => import('./actions-section.tsx'));

const MOST = 10;

/** Nothing while nothing is to be done. */
export function OpenActions() {
  const { data, reload } = useApi<ListPage<ListedAction>>(
    { path: 'review-actions', query: { done: false, mine: true, limit: MOST } },
    { live: ['incident'] },
  );
  const { items, next } = data ?? { items: [], next: null };
  return items.length === 0 ? null : <ActionsSection items={items} isCut={next !== null} onChanged={reload} />;
}
