/** The short form: one SMS. */
import { clipGsm7, gsm7Length, isGsm7, toGsm7 } from '#domain/notify/render/gsm7';

const LIMIT = 160;
/** With fewer septets left for words, nobody would know what the link is about. */
const LEAST_WORDS = 40;

export interface ShortParts {
  /** Always there, never cut: `CRITICAL: `. */
  before: string;
  /** Cut where room is short: the title. */
  title: string;
  /** Only where there is room, in this order. */
  extras: string[];
  link: string | null;
}

function room(link: string | null): number {
  return link === null ? LIMIT : LIMIT - gsm7Length(link) - 1;
}

/**
 * At most 160 septets. The link is whole or not there at all: half a link helps nobody, and a second
 * SMS may come an hour later.
 */
export function composeShort(parts: ShortParts): string {
  const link = parts.link !== null && isGsm7(parts.link) && room(parts.link) >= LEAST_WORDS ? parts.link : null;
  const before = clipGsm7(toGsm7(parts.before), LEAST_WORDS);
  const space = room(link);
  let words = before + clipGsm7(toGsm7(parts.title), space - gsm7Length(before));
  for (const extra of parts.extras.map(toGsm7)) {
    words += gsm7Length(words) + gsm7Length(extra) + 1 <= space ? ` ${extra}` : '';
  }
  return link === null ? words : `${words} ${link}`;
}

/** The responder page itself: shorter than its acknowledge address, and its first button is the same. */
export function shortLink(url: string | null): string | null {
  return url === null ? null : url.replace(/(\/r\/[^/]+)\/acknowledge$/, '$1');
}
