/**
 * Computes with stretches of time, half-open `[start, end)`, in epoch milliseconds. Lists are sorted and disjoint
 * unless stated otherwise.
 */
export interface Span {
  start: number;
  end: number;
}

/** Sorts, drops empty spans, and joins spans that touch or overlap. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const sorted = isSorted(spans) ? spans : spans.toSorted((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else if (start < end) {
      merged.push({ start, end });
    }
  }
  return merged;
}

function isSorted(spans: readonly Span[]): boolean {
  return spans.every((span, i) => i === 0 || (spans[i - 1] as Span).start <= span.start);
}

/** The time that is in both lists. */
export function intersectSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const common: Span[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i] as Span, b[j] as Span];
    const start = Math.max(one.start, other.start);
    const end = Math.min(one.end, other.end);
    if (start < end) {
      common.push({ start, end });
    }
    if (one.end < other.end) {
      i++;
    } else {
      j++;
    }
  }
  return common;
}

/** The parts of `a` outside `b`. */
export function subtractSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let j = 0;
  for (const { start, end } of a) {
    let from = start;
    while (j < b.length && (b[j] as Span).end <= from) {
      j++;
    }
    for (let k = j; k < b.length && (b[k] as Span).start < end; k++) {
      const hole = b[k] as Span;
      if (hole.start > from) {
        rest.push({ start: from, end: hole.start });
      }
      from = Math.max(from, hole.end);
    }
    if (from < end) {
      rest.push({ start: from, end });
    }
  }
  return rest;
}

/** The total length in milliseconds. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Milliseconds of `spans` within one span; costs a search, not the whole list. */
export function lengthWithin(spans: readonly Span[], { start, end }: Span): number {
  let sum = 0;
  for (let i = firstEndingAfter(spans, start); i < spans.length && (spans[i] as Span).start < end; i++) {
    const span = spans[i] as Span;
    sum += Math.min(end, span.end) - Math.max(start, span.start);
  }
  return sum;
}

/** Index of the first span that is not over at an instant; the length of the list if all are. */
export function firstEndingAfter(spans: readonly Span[], instant: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).end <= instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
