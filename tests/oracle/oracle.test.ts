/** `resolve` against the naive evaluator, at random instants and on each side of everything that begins or ends. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OnCall, RotaFacts, OnCallSegment } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import type { Sample } from './arbitrary-rota.ts';
import { sampleIn, tableOf, ZONES } from './arbitrary-rota.ts';
import { evaluate } from './evaluator.ts';
import { runs, TIME_LIMIT } from './runs.ts';
import { writtenEnd, writtenStart } from './temporal-time.ts';

const DAY = 86_400_000;
const zones = Object.fromEntries(ZONES.map((zone) => [zone, tableOf(zone)]));

function factsOf({ absences, swaps, holidays, calendars }: Sample): RotaFacts {
  return { absences, swaps, holidays, calendars, zones };
}

/** The order of people has no meaning. */
function asText(people: readonly OnCall[]): string {
  return people
    .map(({ user, source }) => `${user} ${'layer' in source ? source.layer : source.override}`)
    .sort()
    .join(', ');
}

function segmentAt(segments: readonly OnCallSegment[], at: number): OnCallSegment {
  return segments.find(({ start, end }) => start <= at && at < end) as OnCallSegment;
}

/** Beginnings and ends, a millisecond before, on and after each. */
function edges({ rota, absences, calendars, centre }: Sample, segments: readonly OnCallSegment[]): number[] {
  const written = rota.overrides.flatMap(({ start, end }) => [
    writtenStart(start, rota.timeZone),
    writtenEnd(end, rota.timeZone),
  ]);
  const changes = tableOf(rota.timeZone).changes.filter((change) => Math.abs(change - centre) < 3 * DAY);
  return [
    ...segments.map(({ start }) => start),
    ...written,
    ...absences.flatMap(({ start, end }) => [start, end]),
    ...(calendars['ops'] ?? []).flatMap(({ start, end, knownAt }) => [start, end, knownAt]),
    ...changes,
    centre,
  ];
}

describe.each(ZONES)('the oracle agrees in %s', (zone) => {
  test(
    'at random instants and at edges',
    () => {
      const probes = fc.array(
        fc.record({
          near: fc.integer({ min: -4 * DAY, max: 4 * DAY - 1 }),
          edge: fc.nat(),
          step: fc.constantFrom(-1, 0, 1),
        }),
        { minLength: 4, maxLength: 4 },
      );
      fc.assert(
        fc.property(sampleIn(zone), probes, (sample, chosen) => {
          const facts = factsOf(sample);
          const [from, to] = [sample.centre - 4 * DAY, sample.centre + 4 * DAY];
          const segments = resolve(sample.rota, facts, from, to);
          const sharp = edges(sample, segments);
          const instants = chosen.flatMap(({ near, edge, step }) => [
            sample.centre + near,
            (sharp[edge % sharp.length] as number) + step,
          ]);
          for (const at of instants.filter((instant) => instant >= from && instant < to)) {
            const expected = asText(evaluate(sample.rota, sample, at));
            expect({ at, text: asText(segmentAt(segments, at).onCall) }).toEqual({ at, text: expected });
            expect({ at, text: asText(onCallAt(sample.rota, facts, at)) }).toEqual({ at, text: expected });
          }
        }),
        runs(1 / ZONES.length),
      );
    },
    TIME_LIMIT,
  );
});
