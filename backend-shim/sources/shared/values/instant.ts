/** Parses instants of sources. A time without a zone is rejected: no instant is better than one that is hours off. */
import { scalar } from './read.ts';

const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,12})?)? ?(?:Z|[+-]\d{2}:?\d{2})$/i;
/** Monitors did not exist before 1990; Go's zero time (0001) and epoch 0 mean "not set". */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
/** Numbers up to this count as seconds, larger ones as milliseconds; as seconds, this is the year 2969. */
const SECONDS_UP_TO = 31_536_000_000;

/** Epoch ms of RFC 3339 text with an offset, or of epoch seconds or milliseconds; null for everything else. */
export function instant(value: unknown): number | null {
  const text = scalar(value);
  if (text === null) {
    return null;
  }
  if (/^\d{9,14}(?:\.\d{1,9})?$/.test(text)) {
    const number = Number(text);
    return sane(Math.floor(number <= SECONDS_UP_TO ? number * 1000 : number));
  }
  return ZONED.test(text) ? sane(Date.parse(text.replace(',', '.'))) : null;
}

function sane(ms: number): number | null {
  return ms >= EARLIEST && ms < LATEST ? ms : null;
}
