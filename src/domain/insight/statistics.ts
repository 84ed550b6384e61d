/** Sums up lists of numbers. All return null for an empty list. */

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export interface Summary {
  mean: number | null;
  /** The middle value, or the mean of the two in the middle. */
  median: number | null;
  /** The smallest value that at least 90 % of the values do not exceed. */
  p90: number | null;
}

export function summaryOf(values: readonly number[]): Summary {
  // Sorts numbers without a function that compares.
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return {
    mean: mean(values),
    median: mean([...sorted.subarray(Math.ceil(half) - 1, Math.floor(half) + 1)]),
    p90: sorted[Math.ceil((values.length * 9) / 10) - 1] ?? null,
  };
}

/** Jain's index: 1 if all are equal, 1/n if one has all. null if all are 0. */
export function jain(values: readonly number[]): number | null {
  const squares = sum(values.map((value) => value * value));
  return squares === 0 ? null : sum(values) ** 2 / (values.length * squares);
}

/** Grafana OnCall's balance: the mean, over all pairs, of the smaller divided by the larger. */
export function pairRatio(values: readonly number[]): number | null {
  const ratios = values.flatMap((a, i) =>
    values.slice(i + 1).map((b) => (Math.max(a, b) === 0 ? 1 : Math.min(a, b) / Math.max(a, b))),
  );
  return mean(ratios);
}

/** Per cent; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
