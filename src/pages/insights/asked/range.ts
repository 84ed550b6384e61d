/** Reads ranges as Grafana's picker writes them. Periods are those of UTC, as the sidecar's days and months are. */
import type { TimeRange } from '@grafana/data';
import { dateMath, dateTime } from '@grafana/data';
import { instantsOf, LAST_30_DAYS } from './request.ts';
import type { RawPeriod } from './request.ts';

/** By the sidecar's clock; the browser's may be another. */
function rangeOf(raw: RawPeriod, now: number): TimeRange | null {
  const read = (text: string, roundUp: boolean) =>
    dateMath.toDateTime(text, { roundUp, timezone: 'utc', now: dateTime(now) });
  const [from, to] = [read(raw.from, false), read(raw.to, true)];
  return from?.isValid() && to?.isValid() ? { from, to, raw } : null;
}

/** Of the last 30 days where the address holds no range. */
export function periodOf(raw: RawPeriod, now: number): { start: number; end: number } {
  const read = (one: RawPeriod) => {
    const range = rangeOf(one, now);
    return range && instantsOf(one, { start: range.from.valueOf(), last: range.to.valueOf() }, now);
  };
  return read(raw) ?? read(LAST_30_DAYS) ?? { start: now - 1, end: now };
}

/** What is no range is an invalid one for Grafana's field, which then shows its placeholder. */
export function shownRange(raw: RawPeriod, now: number): TimeRange {
  const none = dateTime(null);
  return rangeOf(raw, now) ?? { from: none, to: none, raw };
}
