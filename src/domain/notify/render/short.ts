/** Composes the short form: one SMS. */
import { clipGsm7, gsm7Length, isGsm7, toGsm7 } from '#domain/notify/render/gsm7';

const LIMIT = 160;
/** With fewer septets for words, nobody would know what the link is about. */
const LEAST_WORDS = 40;

export interface ShortParts {
  /** Always present, never cut: `CRITICAL: `. */
  before: string;
  /** Cut if space is short: the title. */
  title: string;
  /** Added if there is space, in this order. */
  extras: string[];
  link: string | null;
}

function room(link: string | null): number {
  return link === null ? LIMIT : LIMIT - gsm7Length(link) - 1;
}

/** Without a comma, the time and the source read as part of the title; a sentence has an end of its own. */
function separatorAfter(words: string): string {
  return /[.!?]$/.test(words) ? ' ' : ', ';
}

/**
 * At most 160 septets. The link is complete or absent: half a link helps nobody, and a second SMS may arrive an hour
 * later.
 */
export function composeShort(parts: ShortParts): string {
  const link = parts.link !== null && isGsm7(parts.link) && room(parts.link) >= LEAST_WORDS ? parts.link : null;
  const before = clipGsm7(toGsm7(parts.before), LEAST_WORDS);
  const space = room(link);
  let words = before + clipGsm7(toGsm7(parts.title), space - gsm7Length(before));
  for (const extra of parts.extras.map(toGsm7)) {
    const added = `${separatorAfter(words)}${extra}`;
    words += gsm7Length(words) + gsm7Length(added) <= space ? added : '';
  }
  return link === null ? words : `${words} ${link}`;
}

/**
 * The responder page itself: its address is shorter than the acknowledge address, and its first button does the same.
 */
export function responderPage(url: string | null): string | null {
  return url === null ? null : url.replace(/(\/r\/[^/]+)\/acknowledge$/, '$1');
}
