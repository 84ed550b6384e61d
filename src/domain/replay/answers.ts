/** Decides when people answer pages that they did not get, or got at another time. */

/** One person's first answer to an incident about which they had been paged: ms after the first page. */
export interface RecordedAnswer {
  user: string;
  delay: number;
}

/** @returns the person's own median, else everybody's; null: nobody ever answered */
export function medianOf(answers: readonly RecordedAnswer[], user: string): number | null {
  const own = answers.filter((answer) => answer.user === user);
  const delays = (own.length > 0 ? own : answers).map(({ delay }) => delay).sort((a, b) => a - b);
  const middle = delays.length >> 1;
  const [below, above] = [delays[middle - 1], delays[middle]];
  if (above === undefined) {
    return null;
  }
  return delays.length % 2 === 1 || below === undefined ? above : Math.round((below + above) / 2);
}
