import { describe, expect, it } from 'vitest';
import { exitCode, judge, slopeAnHour, type Sample } from './judge.ts';

const clean = { lost: [], unexpected: [] };

/** A sample every five minutes of a healthy sidecar, with changes. */
function run(minutes: number, change: (minute: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: minutes / 5 }, (_, n) => {
    const minute = (n + 1) * 5;
    // It breathes: 1 MB up and down from one sample to the next.
    const breath = n % 2;
    const usual = { heapMb: 50 + breath, rssMb: 180 + breath, databaseMb: 10 + minute * 3, p99Ms: 20 + breath };
    return { minute, ...usual, ...change(minute) };
  });
}

const broken = (samples: readonly Sample[]) =>
  judge(samples, clean)
    .filter(({ verdict }) => verdict === 'broken')
    .map(({ bound }) => bound);
const tooShort = (minutes: number) =>
  judge(run(minutes), clean)
    .filter(({ verdict }) => verdict === 'too short')
    .map(({ bound, measured }) => [bound, measured]);

const HEAP = 'heap, MB an hour over the last 90 minutes';
const RSS = 'resident memory, last 30 minutes to minutes 30 to 60';
const GROWTH = 'growth of the database, second half to first';
const P99 = 'p99 of alert to page, last 30 minutes, ms';

describe('two hours of load', () => {
  it('are healthy', () => {
    expect(judge(run(120), clean).map(({ verdict }) => verdict)).toEqual(Array(6).fill('held'));
  });

  it('heap may grow by 4 MB an hour, not by 5; what it took to warm up does not count', () => {
    expect(broken(run(120, (minute) => ({ heapMb: 50 + (minute * 3.9) / 60 })))).toEqual([]);
    expect(broken(run(120, (minute) => ({ heapMb: 50 + (minute * 5) / 60 })))).toEqual([HEAP]);
    expect(broken(run(120, (minute) => ({ heapMb: minute < 30 ? minute : 50 })))).toEqual([]);
  });

  it('resident memory of the last half hour is at most 5 % above that of minutes 30 to 60', () => {
    expect(broken(run(120, (minute) => ({ rssMb: minute < 90 ? 200 : 209 })))).toEqual([]);
    expect(broken(run(120, (minute) => ({ rssMb: minute < 90 ? 200 : 211 })))).toEqual([RSS]);
    expect(broken(run(120, (minute) => ({ rssMb: minute < 30 ? 100 : 200 })))).toEqual([]);
  });

  it('the database grows evenly', () => {
    expect(broken(run(120, (minute) => ({ databaseMb: minute ** 2 / 10 })))).toEqual([GROWTH]);
    expect(broken(run(120, (minute) => ({ databaseMb: 100 * Math.sqrt(minute) })))).toEqual([]);
  });

  it('one slow sample is no trend; a p99 that stays high is', () => {
    expect(broken(run(120, (minute) => ({ p99Ms: minute === 110 ? 400 : 20 })))).toEqual([]);
    expect(broken(run(120, (minute) => ({ p99Ms: minute > 85 ? 36 : 20 })))).toEqual([P99]);
  });

  it('what could not be measured has not held', () => {
    expect(broken(run(120, (minute) => (minute > 100 ? { heapMb: NaN, p99Ms: NaN } : {})))).toEqual([HEAP, P99]);
  });
});

it('a run that is too short for a bound does not pass it', () => {
  expect(tooShort(120)).toEqual([]);
  expect(tooShort(115)).toEqual([[HEAP, null]]);
  expect(tooShort(85).map(([bound]) => bound)).toEqual([HEAP, RSS, GROWTH, P99]);
});

it('whatever is lost or unexpected breaks every run, however short', () => {
  const of = (lost: string[], unexpected: string[]) => exitCode(judge(run(5), { lost, unexpected }));
  expect([of([], []), of(['a page'], []), of([], ['an error'])]).toEqual([0, 1, 1]);
  expect(exitCode(judge([], clean))).toBe(0);
});

it('the slope of one sample is none', () => {
  expect(slopeAnHour(run(5), ({ heapMb }) => heapMb)).toBeNaN();
});
