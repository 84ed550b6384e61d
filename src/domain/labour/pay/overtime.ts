/**
 * Puts the paid minutes of calls into bands of overtime, by civil weeks: ordinary hours that were worked come first,
 * then calls in order of time.
 */
import type { WorkProfile } from '#domain/labour/facts/model';
import type { PaidCall } from '#domain/labour/pay/calls';
import type { PayRules } from '#domain/labour/pay/rules';
import { HOUR, MINUTE } from '#domain/time/duration';

/** L3121-27. */
const FULL_TIME = 35 * HOUR;

/** From so many minutes of the week on. */
interface Band {
  from: number;
  code: string;
  /** null: the contract counts days. */
  percent: number | null;
}

export type BandRules = Pick<PayRules, 'overtime' | 'partTime'>;

/**
 * Full time: from the weekly hours on, by the bands of `overtime`. Part time (L3121-36, L3123-29, *counsel*): from the
 * weekly hours by `partTime`, from 35 h by `overtime`. The rest has no percent; contracts that count days have none.
 *
 * @returns in order of `from`
 */
export function bandsOf(
  { contract, weeklyHours }: Pick<WorkProfile, 'contract' | 'weeklyHours'>,
  { overtime, partTime }: BandRules,
  code: string,
): Band[] {
  if (contract !== 'hours') {
    return [{ from: 0, code, percent: null }];
  }
  const weekly = minutes(weeklyHours ?? FULL_TIME);
  const limit = Math.max(weekly, minutes(FULL_TIME));
  const bands: Band[] = [{ from: 0, code, percent: 0 }];
  if (weekly < limit) {
    let from = weekly;
    for (const band of partTime) {
      bands.push({ from, code: band.code, percent: band.percent });
      from = band.upTo === null ? Infinity : weekly + Math.round((weekly * band.upTo) / 100);
    }
    // What lies above the last band has no percent.
    bands.push({ from, code, percent: 0 });
  }
  const over = overtime.map((band): Band => {
    return { from: Math.max(limit, minutes(band.above)), code: band.code, percent: band.percent };
  });
  return [...bands.filter(({ from }) => from < limit), { from: limit, code, percent: 0 }, ...over];
}

function minutes(ms: number): number {
  return Math.round(ms / MINUTE);
}

export interface OvertimePart {
  code: string;
  percent: number | null;
  minutes: number;
}

/** @param worked minutes of the week before this call */
export function overtimeParts(bands: readonly Band[], worked: number, call: Pick<PaidCall, 'minutes'>): OvertimePart[] {
  const end = worked + call.minutes;
  return bands.flatMap(({ from, code, percent }, i) => {
    const to = Math.min(end, bands[i + 1]?.from ?? Infinity);
    const length = to - Math.max(worked, from);
    return length > 0 ? [{ code, percent, minutes: length }] : [];
  });
}
