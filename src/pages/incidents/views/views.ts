/** Views of the list of incidents: some that everybody has, and those that a reader saved. */
import { t } from '../../../language.ts';

export interface ListView {
  name: string;
  /** The query of the URL, without the page. */
  search: string;
}

/** What a view consists of; the page of the list is not part of it. */
const PARTS = [
  ...['state', 'severity', 'team', 'rota', 'policy', 'integration', 'q', 'mine'],
  ...['had', 'channel', 'counted', 'alert', 'urgency', 'label', 'from', 'to', 'sort'],
];

/** The parts of the URL that belong to a view, in one order, so that equal views are equal texts. */
export function searchOf(params: URLSearchParams): string {
  const kept = PARTS.flatMap((part) => {
    const value = params.get(part);
    return value === null || value === '' ? [] : [[part, value] as [string, string]];
  });
  return new URLSearchParams(kept).toString();
}

/** The change of the URL that shows a view: parts that it lacks are removed. */
export function changeTo(search: string): Record<string, string | null> {
  const params = new URLSearchParams(search);
  return { ...Object.fromEntries(PARTS.map((part) => [part, params.get(part)])), cursor: null };
}

export function commonViews(): ListView[] {
  return [
    { name: t('views.attention', 'Needs attention'), search: '' },
    { name: t('views.mine', 'Mine'), search: 'mine=true' },
    { name: t('views.newest', 'Open, newest first'), search: 'sort=-opened' },
    { name: t('views.last-day', 'Last 24 hours'), search: 'state=all&from=now-24h&to=now&sort=-opened' },
    { name: t('views.resolved', 'Resolved'), search: 'state=resolved&sort=-opened' },
  ].map(({ name, search }) => ({ name, search: searchOf(new URLSearchParams(search)) }));
}

/** What somebody else's program, or an older release, left under the key is not trusted. */
export function readViews(stored: string | null): ListView[] {
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]');
    return (Array.isArray(parsed) ? parsed : []).flatMap((one: Partial<ListView> | null) =>
      typeof one?.name === 'string' && typeof one.search === 'string'
        ? [{ name: one.name, search: searchOf(new URLSearchParams(one.search)) }]
        : [],
    );
  } catch {
    return [];
  }
}

/** A view of the same name is replaced. */
export function withView(views: readonly ListView[], view: ListView): ListView[] {
  return [...views.filter(({ name }) => name !== view.name), view].sort((a, b) => a.name.localeCompare(b.name));
}
