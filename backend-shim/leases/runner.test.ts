import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import type { AttemptSignal } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createLeaseLength } from './lease-length.ts';
import { createRunner } from './runner.ts';

type Result = 'done' | 'cancelled';

/** A receiver and a disk that answer when the test wants. */
function stage({ now = 0, lane = 'den.example' as string | null } = {}) {
  const answers: Array<PromiseWithResolvers<Result>> = [];
  const signals: AttemptSignal[] = [];
  const time = { now };
  const written: string[] = [];
  const stored = Promise.withResolvers<void>();
  const logged: string[] = [];
  const log = (level: string) => (_: object, text: string) => void logged.push(`${level}: ${text}`);
  const runner = createRunner<string, Result>(
    {
      name: 'jobs',
      most: 512,
      lease: 4000,
      longest: 30_000,
      idsOf: (job) => [job, `${job} bundled`],
      laneOf: () => lane,
      attempt: (_, signal) => {
        const answer = Promise.withResolvers<Result>();
        answers.push(answer);
        signals.push(signal);
        return answer.promise;
      },
      isCutOff: (result) => result === 'cancelled',
      logAttempt: (job, result) => void logged.push(`${job} ${result}`),
    },
    {
      clock: { monotonic: () => time.now } as Clock,
      log: { info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') } as unknown as Log,
      finish: ({ job, result }) => (written.push(`${job} ${result}`), stored.promise),
    },
  );
  return {
    runner,
    answers,
    signals,
    written,
    stored,
    logged,
    time,
    free: () => runner.capacity('me').laneFree('den.example'),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('the receiver is free for the next when it has answered; the job is under way until its outcome is on disk', async () => {
  const { runner, answers, written, stored, logged, free } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  expect([free(), runner.inFlight()]).toEqual([63, ['d1', 'd1 bundled']]);
  await turn();
  answers[0]?.resolve('done');
  await turn();
  expect([written, logged]).toEqual([['d1 done'], ['d1 done']]);
  expect([free(), runner.inFlight(), runner.capacity('me').free]).toEqual([64, ['d1', 'd1 bundled'], 511]);
  stored.resolve();
  await turn();
  expect([runner.inFlight(), runner.capacity('me').free]).toEqual([[], 512]);
});

it('whoever waits for places hears when half of a full receiver is free', async () => {
  const { runner, answers } = stage();
  let refills = 0;
  runner.onSlotFree(() => (refills += 1));
  Array.from({ length: 64 }, (_, n) => runner.start(`d${n}`, { at: 0, lease: 4_000 }));
  await turn();
  answers.slice(0, 31).forEach((answer) => answer.resolve('done'));
  await turn();
  expect(refills).toBe(0);
  answers[31]?.resolve('done');
  await turn();
  expect(refills).toBe(1);
});

it('a job whose lease expired before it began is not attempted, and holds no place', async () => {
  const { runner, answers, written, logged, free } = stage({ now: 10_000 });
  runner.start('d1', { at: 1_000, lease: 4_000 });
  await turn();
  expect([answers.length, written.length, free(), runner.inFlight()]).toEqual([0, 0, 64, []]);
  expect(logged).toEqual(['warn: a lease expired before its job was attempted']);
});

it('a job without a lane fills none', async () => {
  const { runner, answers, free } = stage({ lane: null });
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  expect([answers.length, free()]).toEqual([1, 64]);
});

it.each<[Result, string[]]>([
  ['cancelled', []],
  ['done', ['d1 done']],
])('the stop of this process cuts attempts off, and settles only what was not: %s', async (result, settled) => {
  const { runner, answers, signals, written, stored } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  expect(signals[0]?.aborted).toBe(false);
  const stopped = runner.stop();
  expect(signals[0]?.aborted).toBe(true);
  answers[0]?.resolve(result);
  stored.resolve();
  await stopped;
  expect([written, runner.inFlight()]).toEqual([settled, []]);
});

it('a cancelled attempt is settled while this process goes on', async () => {
  const { runner, answers, written } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  answers[0]?.resolve('cancelled');
  await turn();
  expect(written).toEqual(['d1 cancelled']);
});

it('a job that has not left when its lease runs out is not settled: whoever claims it sends it', async () => {
  const { runner, answers, signals, time, written, logged, free } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  runner.start('d2', { at: 0, lease: 4_000 });
  await turn();
  time.now = 6_000;
  expect([signals[0]?.mayLeave?.(), signals[0]?.aborted, signals[1]?.aborted]).toEqual([false, true, false]);
  answers[0]?.resolve('cancelled');
  answers[1]?.resolve('done');
  await turn();
  expect(written, 'what had left before is settled').toEqual(['d2 done']);
  expect(logged).toEqual(['warn: a lease expired before its job was sent; whoever claims it sends it', 'd2 done']);
  expect([free(), runner.inFlight()]).toEqual([64, ['d2', 'd2 bundled']]);
});

it('a job whose lease is renewed goes on, where the leases of all its rows are', async () => {
  const { runner, signals, time } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  runner.start('d2', { at: 0, lease: 4_000 });
  await turn();
  runner.renewed(['d1', 'd1 bundled', 'd2', 'gone'], { at: 1_300, lease: 4_000 });
  time.now = 5_000;
  expect(signals.map((signal) => signal.mayLeave?.())).toEqual([true, false]);
});

it('a row that was claimed again belongs to the later attempt: the earlier one sends no more', async () => {
  const { runner, answers, signals, time } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  time.now = 4_500;
  runner.start('d1', { at: 4_400, lease: 4_000 });
  await turn();
  runner.renewed(['d1', 'd1 bundled'], { at: 4_600, lease: 4_000 });
  expect(signals.map((signal) => signal.mayLeave?.())).toEqual([false, true]);
  answers[0]?.resolve('cancelled');
  await turn();
  runner.renewed(['d1', 'd1 bundled'], { at: 8_000, lease: 4_000 });
  time.now = 11_000;
  expect(signals[1]?.mayLeave?.(), 'the end of the earlier one takes nothing from it').toBe(true);
});

it.each([
  [new StoreUnavailable('away'), 'warn: an outcome could not be stored; the job runs again'],
  [new Error('broken'), 'error: a job failed unexpectedly; it runs again when its lease expires'],
])('an outcome that is not stored leaves its lease to expire: %s', async (error, said) => {
  const { runner, answers, stored, logged } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  answers[0]?.resolve('done');
  stored.reject(error);
  await turn();
  expect([logged, runner.inFlight()]).toEqual([['d1 done', said], []]);
});

it('an attempt that throws frees its lane', async () => {
  const { runner, answers, logged, free } = stage();
  runner.start('d1', { at: 0, lease: 4_000 });
  await turn();
  answers[0]?.reject(new Error('broken'));
  await turn();
  expect([free(), runner.inFlight(), logged.length]).toEqual([64, [], 1]);
});

it('leases last twice as long as the slowest of the last commits, within limits', () => {
  const length = createLeaseLength(4_000);
  const lengths = [10, 3_000, 5_000, 10, 10, 120_000, 40_000, 10].map((waited) => {
    length.learn(waited);
    return length.current();
  });
  expect(lengths).toEqual([4_000, 6_000, 10_000, 5_000, 4_000, 64_000, 64_000, 32_000]);
});

it('lease lengths are whole ms, as the database keeps them', () => {
  const length = createLeaseLength(4_000);
  length.learn(2_500.333);
  expect(length.current()).toBe(5_001);
});

it('a lease that is longer by itself is not shortened', () => {
  const length = createLeaseLength(180_000);
  length.learn(10);
  expect(length.current()).toBe(180_000);
});
