/** Property tests: each page is in exactly one row, whatever the order, and whichever side is which. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/time/duration';
import { matchPages, PAIRED_WITHIN, SAME_WITHIN } from './match.ts';
import type { AlertCase, OurCase, PageMessage, PagePair, TheirCase } from './model.ts';
import { ours, theirs } from './pages.fake.ts';
import { pagesOf } from './side-pages.ts';

const depth = Number(process.env['TEST_DEPTH'] ?? '1');
const runs = { numRuns: Math.ceil(400 * depth), ...(depth > 1 ? {} : { seed: 20_261_103 }) };

const START = Date.UTC(2026, 9, 25);

const told = fc.record({
  person: fc.constantFrom('ann', 'ben', 'cleo'),
  after: fc.integer({ min: 0, max: 400 }).map((halves) => halves * 30 * SECOND),
});

/** A handful of keys and titles, so that most alerts have something in common with others. */
const alert = fc.record({
  keys: fc.subarray(['disk', 'cpu', 'mail']),
  title: fc.constantFrom('Disk full', '[FIRING:1] disk full', 'Cpu', ''),
  integrations: fc.subarray(['shop', 'billing']),
  openedAt: fc.constantFrom(0, 1, 40, 90).map((minutes) => START + minutes * MINUTE),
  told: fc.array(told, { maxLength: 5 }),
});
type Alert = typeof alert extends fc.Arbitrary<infer Value> ? Value : never;

/** Ids of both sides may be the same. */
function casesOf<Case extends AlertCase>(
  alerts: readonly Alert[],
  make: (messages: PageMessage[], more: object) => Case,
) {
  return alerts.map(({ told: of, ...more }, i) =>
    make(
      of.map(({ person, after }, k) => ({
        id: `${i}-${k}`,
        at: more.openedAt + after,
        person,
        method: 'sms',
        since: null,
        step: null,
      })),
      { id: `C${i}`, ...more },
    ),
  );
}

const sides = fc.record({ theirs: fc.array(alert, { maxLength: 6 }), ours: fc.array(alert, { maxLength: 6 }) });
type Sides = typeof sides extends fc.Arbitrary<infer Value> ? Value : never;

const pairsOf = (given: Sides, turned = false): PagePair[] => {
  const put = <T>(all: readonly T[]) => (turned ? [...all].reverse() : [...all]);
  return matchPages(
    pagesOf(put(casesOf<TheirCase>(given.theirs, theirs))),
    pagesOf(put(casesOf<OurCase>(given.ours, ours))),
  );
};
const idsOf = (page: PagePair['theirs'] | PagePair['ours']) => page && [page.of.id, ...page.messages].join(' ');
const rowOf = ({ result, theirs: a, ours: b }: PagePair) => [result, idsOf(a), idsOf(b)];

it('each message is in exactly one row', () => {
  fc.assert(
    fc.property(sides, (given) => {
      const pairs = pairsOf(given);
      const count = (alerts: readonly Alert[]) => alerts.flatMap(({ told: of }) => of).length;
      for (const [side, all] of [
        ['theirs', count(given.theirs)],
        ['ours', count(given.ours)],
      ] as const) {
        const seen = pairs.flatMap((pair) => (pair[side]?.messages ?? []).map((id) => `${pair[side]?.of.id} ${id}`));
        expect(seen).toHaveLength(all);
        expect(new Set(seen).size).toBe(all);
      }
    }),
    runs,
  );
});

it('the order in which pages are given changes nothing', () => {
  fc.assert(
    fc.property(sides, (given) => {
      expect(pairsOf(given, true).map(rowOf)).toEqual(pairsOf(given).map(rowOf));
    }),
    runs,
  );
});

it('the sides may change places', () => {
  const mirrored = { 'only-theirs': 'only-ours', 'only-ours': 'only-theirs' } as Record<string, string>;
  fc.assert(
    fc.property(sides, (given) => {
      const there = pairsOf(given).map(rowOf);
      const back = pairsOf({ theirs: given.ours, ours: given.theirs }).map(rowOf);
      const turned = back.map(([result, a, b]) => [mirrored[result as string] ?? result, b, a]);
      const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(turned)).toEqual(sorted(there));
    }),
    runs,
  );
});

it('what is called the same is the same person within two minutes, and nobody is paired an hour apart', () => {
  fc.assert(
    fc.property(sides, (given) => {
      for (const { result, theirs: a, ours: b } of pairsOf(given)) {
        if (a !== null && b !== null) {
          const apart = Math.abs(a.at - b.at);
          expect(apart).toBeLessThanOrEqual(result === 'same' ? SAME_WITHIN : PAIRED_WITHIN);
          expect(a.person === b.person).toBe(result !== 'other-person');
        }
      }
    }),
    runs,
  );
});
