/** What must hold of any rota, whoever is on call. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyRota, OnCall, Override, Rota, RotaFacts, OnCallSegment } from '#domain/rota/model';
import { everyone, nextOnCall, onCallAt } from '#domain/rota/on-call';
import { resolve, resolveLayer } from '#domain/rota/resolve';
import { formatLocal } from '#domain/time/zone';
import type { Sample } from './arbitrary-rota.ts';
import { sampleIn, tableOf, ZONES } from './arbitrary-rota.ts';
import { runs, TIME_LIMIT } from './runs.ts';

const DAY = 86_400_000;
const zones = Object.fromEntries(ZONES.map((zone) => [zone, tableOf(zone)]));
const anySample = fc.constantFrom(...ZONES).chain(sampleIn);
/** Each of these is tried on a quarter as many rotas as the oracle is. */
const SHARE = 0.25;

function factsOf({ absences, swaps, holidays, calendars }: Sample): RotaFacts {
  return { absences, swaps, holidays, calendars, zones };
}

function asText(people: readonly OnCall[]): string {
  return people
    .map(({ user, source }) => `${user} ${'layer' in source ? source.layer : source.override}`)
    .sort()
    .join(', ');
}

function asLines(segments: readonly OnCallSegment[]): string[] {
  return segments.map(({ start, end, onCall }) => `${start} ${end} ${asText(onCall)}`);
}

function joined(parts: readonly OnCallSegment[]): OnCallSegment[] {
  return parts.reduce<OnCallSegment[]>((done, part) => {
    const last = done.at(-1);
    const same = last !== undefined && last.end === part.start && asText(last.onCall) === asText(part.onCall);
    return same ? [...done.slice(0, -1), { ...last, end: part.end }] : [...done, part];
  }, []);
}

function check(share: number, body: (sample: Sample, from: number, to: number, cut: number) => void): void {
  const range = fc.tuple(
    fc.integer({ min: -6 * DAY, max: DAY }),
    fc.integer({ min: 1, max: 12 * DAY }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(anySample, range, (sample, [from, length, part]) => {
      const start = sample.centre + from;
      body(sample, start, start + length, start + Math.floor(length * part));
    }),
    runs(share),
  );
}

describe('segments', () => {
  test(
    'tile the range without overlap, neighbours differ, nobody is listed twice',
    () => {
      check(SHARE, (sample, from, to) => {
        const segments = resolve(sample.rota, factsOf(sample), from, to);
        expect(segments[0]?.start).toBe(from);
        expect(segments.at(-1)?.end).toBe(to);
        segments.forEach(({ start, end, onCall }, i) => {
          expect(end).toBeGreaterThan(start);
          expect(new Set(onCall.map(({ user }) => user)).size).toBe(onCall.length);
          const before = segments[i - 1];
          expect(before === undefined || (before.end === start && asText(before.onCall) !== asText(onCall))).toBe(true);
        });
      });
    },
    TIME_LIMIT,
  );

  test(
    'of a range are those of its parts, joined',
    () => {
      check(SHARE, (sample, from, to, cut) => {
        const facts = factsOf(sample);
        const parts = [...resolve(sample.rota, facts, from, cut), ...resolve(sample.rota, facts, cut, to)];
        expect(asLines(joined(parts))).toEqual(asLines(resolve(sample.rota, facts, from, to)));
      });
    },
    TIME_LIMIT,
  );

  test(
    'do not depend on what was asked before',
    () => {
      check(SHARE, (sample, from, to) => {
        const again = structuredClone(sample);
        const warm = factsOf(sample);
        resolve(sample.rota, warm, from - 300 * DAY, to + 300 * DAY);
        expect(asLines(resolve(sample.rota, warm, from, to))).toEqual(
          asLines(resolve(again.rota, factsOf(again), from, to)),
        );
      });
    },
    TIME_LIMIT,
  );
});

describe('changes that must not matter', () => {
  test(
    'an override outside the range changes nothing',
    () => {
      check(SHARE, (sample, from, to) => {
        const outside: Override = {
          id: 'x',
          layer: null,
          start: `${formatLocal(to)}Z`,
          end: `${formatLocal(to + DAY)}Z`,
          change: { kind: 'set', users: ['zoe'] },
          origin: { kind: 'file' },
          createdAt: null,
        };
        const facts = factsOf(sample);
        const changed = { ...sample.rota, overrides: [outside, ...sample.rota.overrides] };
        expect(resolve(changed, facts, from, to)).toEqual(resolve(sample.rota, facts, from, to));
      });
    },
    TIME_LIMIT,
  );

  test(
    'renaming a person changes nothing but the name',
    () => {
      check(SHARE, (sample, from, to) => {
        const rename = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('"ann"', '"zoe"')) as T;
        const before = resolve(sample.rota, factsOf(sample), from, to);
        const after = rename(sample);
        expect(resolve(after.rota, factsOf(after), from, to)).toEqual(rename(before));
      });
    },
    TIME_LIMIT,
  );

  test(
    'the past after an edit equals the past before',
    () => {
      const pair = fc.constantFrom(...ZONES).chain((zone) => fc.tuple(sampleIn(zone), sampleIn(zone)));
      fc.assert(
        fc.property(pair, fc.integer({ min: -2 * DAY, max: 2 * DAY }), ([before, after], offset) => {
          const facts = factsOf(before);
          const [from, to, edited] = [before.centre - 3 * DAY, before.centre + 3 * DAY, before.centre + offset];
          const changed: AnyRota = {
            versions: [
              { from: null, rota: before.rota },
              { from: edited, rota: after.rota },
            ],
          };
          const old: Rota = before.rota;
          expect(asLines(resolve(changed, facts, from, edited))).toEqual(asLines(resolve(old, facts, from, edited)));
          expect(asLines(resolve(changed, facts, edited, to))).toEqual(asLines(resolve(after.rota, facts, edited, to)));
        }),
        runs(SHARE),
      );
    },
    TIME_LIMIT,
  );
});

describe('layers that join', () => {
  test(
    'leave the same gaps as layers that do not, where nobody stands in',
    () => {
      check(SHARE / 2, (sample, from, to) => {
        const { onAbsence } = sample.rota;
        const rota: Rota = { ...sample.rota, onAbsence: onAbsence === 'next' ? 'skip' : onAbsence };
        const apart = { ...rota, layers: rota.layers.map((layer) => ({ ...layer, join: false })) };
        const facts = factsOf({ ...sample, swaps: [] });
        const own = { overrides: rota.overrides.filter(({ layer }) => layer !== null) };
        const gaps = (one: Rota): OnCallSegment[] =>
          resolve({ ...one, ...own }, facts, from, to).filter(({ onCall }) => onCall.length === 0);
        expect(gaps(rota)).toEqual(gaps(apart));
      });
    },
    TIME_LIMIT,
  );

  test(
    'are on call together: the highest stage with somebody is the union of its lanes',
    () => {
      check(SHARE / 2, (sample, from, to, cut) => {
        const facts = factsOf({ ...sample, swaps: [] });
        const rota = { ...sample.rota, overrides: sample.rota.overrides.filter(({ layer }) => layer !== null) };
        const at = Math.min(cut, to - 1);
        const lanes = rota.layers.map(({ id, join }) => ({
          join: join === true,
          users: resolveLayer(rota, id, facts, at, at + 1).flatMap(({ onCall }) => onCall.map(({ user }) => user)),
        }));
        const stages = lanes.reduce<string[][]>(
          (done, { join, users }) =>
            join ? [...done.slice(0, -1), [...(done.at(-1) ?? []), ...users]] : [...done, users],
          [],
        );
        const expected = stages.findLast((users) => users.length > 0) ?? [];
        const users = resolve(rota, facts, from, to)
          .find(({ start, end }) => start <= at && at < end)
          ?.onCall.map(({ user }) => user);
        expect([...(users ?? [])].sort()).toEqual([...new Set(expected)].sort());
      });
    },
    TIME_LIMIT,
  );
});

describe('next and everyone', () => {
  test(
    'next is the first newcomer of the timeline',
    () => {
      check(SHARE / 4, (sample, _from, _to, at) => {
        const facts = factsOf(sample);
        const now = onCallAt(sample.rota, facts, at).map(({ user }) => user);
        const ahead = resolve(sample.rota, facts, at, at + 90 * DAY);
        const first = ahead.find(({ onCall }) => onCall.some(({ user }) => !now.includes(user)));
        const expected = (first?.onCall ?? [])
          .filter(({ user }) => !now.includes(user))
          .map(({ user }) => ({ user, from: first?.start }));
        const byName = (a: { user: string }, b: { user: string }): number => a.user.localeCompare(b.user);
        expect(nextOnCall(sample.rota, facts, at).sort(byName)).toEqual(expected.sort(byName));
      });
    },
    TIME_LIMIT,
  );

  test(
    'everyone is every participant who is not absent, once',
    () => {
      check(SHARE, (sample, _from, _to, at) => {
        const facts = factsOf(sample);
        const named = (sample.calendars['ops'] ?? [])
          .filter(({ start, end }) => start < end && end > at && start < at + 90 * DAY)
          .map(({ user }) => user);
        const all = sample.rota.layers.flatMap(({ participants, calendar }) => [
          ...participants.flat(),
          ...(calendar ? named : []),
        ]);
        const present = all.filter(
          (user) => !sample.absences.some((one) => one.user === user && one.start <= at && at < one.end),
        );
        expect(everyone(sample.rota, facts, at).sort()).toEqual([...new Set(present)].sort());
      });
    },
    TIME_LIMIT,
  );
});
