/** Says for which months a timeline is asked: it begins with the first day of a month. */

/** 90 days touch up to five months. */
const MONTHS_MORE = 2;

/** The query of a timeline that holds the range. */
export function timelineRange({ from, to }: { from: number; to: number }): string {
  const [first, last] = [new Date(from), new Date(to)];
  const months =
    (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + MONTHS_MORE;
  return `interval=${months}&intervalUnit=months&date=${first.toISOString().replace('.000Z', 'Z')}`;
}
