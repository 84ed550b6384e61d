/** Turns the time range of the URL into the instants that the API takes. */
import { dateMath } from '@grafana/data';
import { MINUTE } from '#domain/time/duration';
import type { OpenedBetween, RawRange } from './filter.ts';

/** To the minute, so that a list with a relative range is not another list each time it is drawn. */
function instantOf(raw: string, isEnd: boolean): string | null {
  const at = dateMath.toDateTime(/^\d+$/.test(raw) ? new Date(Number(raw)) : raw, { roundUp: isEnd });
  if (at === undefined || !at.isValid()) {
    return null;
  }
  return new Date(Math.floor(at.valueOf() / MINUTE) * MINUTE).toISOString();
}

/** An end of `now` is left out, so that incidents that open meanwhile are listed. */
export function openedBetween(range: RawRange | null): OpenedBetween {
  return range === null
    ? { from: null, to: null }
    : { from: instantOf(range.from, false), to: range.to === 'now' ? null : instantOf(range.to, true) };
}
