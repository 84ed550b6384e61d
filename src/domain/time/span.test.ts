import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '#domain/time/span';
import { firstEndingAfter, intersectSpans, lengthOf, lengthWithin, mergeSpans, subtractSpans } from '#domain/time/span';

const LAST = 40;
const anySpans = fc.array(
  fc.tuple(fc.nat(LAST), fc.nat(LAST)).map(([start, end]): Span => ({ start, end })),
  { maxLength: 8 },
);
const tidySpans = anySpans.map(mergeSpans);

/** The moments in a list of spans, computed the slow way. */
function moments(spans: readonly Span[]): number[] {
  return Array.from({ length: LAST }, (_, i) => i).filter((moment) =>
    spans.some(({ start, end }) => start <= moment && moment < end),
  );
}

function isTidy(spans: readonly Span[]): boolean {
  return spans.every(({ start, end }, i) => start < end && (i === 0 || (spans[i - 1] as Span).end < start));
}

test('merging keeps the moments and makes a tidy list', () => {
  fc.assert(
    fc.property(anySpans, (spans) => {
      const copy = structuredClone(spans);
      expect(moments(mergeSpans(spans))).toEqual(moments(spans));
      expect(isTidy(mergeSpans(spans))).toBe(true);
      expect(spans).toEqual(copy);
    }),
  );
});

test('what lies in both, and in one but not the other', () => {
  fc.assert(
    fc.property(tidySpans, tidySpans, (a, b) => {
      const [inA, inB] = [moments(a), moments(b)];
      expect(moments(intersectSpans(a, b))).toEqual(inA.filter((moment) => inB.includes(moment)));
      expect(moments(subtractSpans(a, b))).toEqual(inA.filter((moment) => !inB.includes(moment)));
      expect(isTidy(mergeSpans(subtractSpans(a, b)))).toBe(true);
      expect(lengthOf(a)).toBe(inA.length);
    }),
  );
});

test('the part that lies in one span, and the first that is not over', () => {
  fc.assert(
    fc.property(tidySpans, fc.nat(LAST), fc.nat(LAST), (spans, start, length) => {
      expect(lengthWithin(spans, { start, end: start + length })).toBe(
        lengthOf(intersectSpans(spans, length === 0 ? [] : [{ start, end: start + length }])),
      );
      const found = spans.findIndex(({ end }) => end > start);
      expect(firstEndingAfter(spans, start)).toBe(found === -1 ? spans.length : found);
    }),
  );
});
