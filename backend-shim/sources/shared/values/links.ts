/** Collects links that a person may click. */
import type { AlertLink } from '#domain/incident/signal/alert';

const MAX_LENGTH = 4_096;
const MAX_LINKS = 20;
const WEB = /^https?:\/\/[^\s/?#\\]\S*$/i;

/** The value if it is an http(s) URL: `javascript:` and the like never become a link. */
export function webUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) {
    return null;
  }
  const text = value.trim();
  return WEB.test(text) && text.isWellFormed() && URL.canParse(text) ? text : null;
}

/** The candidates that are links, in their order, each URL once. */
export function links(candidates: ReadonlyArray<readonly [title: string, value: unknown]>): AlertLink[] {
  const found: AlertLink[] = [];
  for (const [title, value] of candidates) {
    const url = webUrl(value);
    if (url !== null && found.length < MAX_LINKS && !found.some((link) => link.url === url)) {
      found.push({ title, url });
    }
  }
  return found;
}
