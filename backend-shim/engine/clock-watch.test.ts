import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { createStepHandler, watchClock } from './clock-watch.ts';

const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

function setUp() {
  let wall = START;
  let monotonic = 500;
  const machine: Clock = {
    now: () => Promise.resolve(wall),
    monotonic: () => monotonic,
    machine: () => wall,
    sleep: () => Promise.resolve(),
  };
  const told: string[] = [];
  const silent = () => undefined;
  const log: Log = {
    debug: silent,
    info: silent,
    warn: (_, text) => told.push(text),
    error: (_, text) => told.push(text),
    child: () => log,
  };
  const shifts: Array<{ by: number; now: number }> = [];
  let steps = 0;
  let release: (() => void) | null = null;
  const clock = watchClock(machine, {
    log,
    metrics: { clockSteps: { inc: () => (steps += 1) } },
    shift: (by, now) => {
      shifts.push({ by, now });
      return release === null ? Promise.resolve() : new Promise((resolve) => (release = resolve));
    },
  });
  return {
    clock,
    told,
    shifts,
    steps: () => steps,
    pass: (ms: number) => ((wall += ms), (monotonic += ms)),
    set: (ms: number) => (wall += ms),
    hold: () => (release = () => undefined),
    letGo: () => release?.(),
  };
}

it('says nothing while time passes', async () => {
  const { clock, pass, shifts } = setUp();
  pass(HOUR);
  expect(await clock.now()).toBe(START + HOUR);
  expect(shifts).toEqual([]);
});

it('moves waits by a step back, once, and counts it', async () => {
  const { clock, pass, set, shifts, steps, told } = setUp();
  pass(1000);
  set(-HOUR);
  expect(await clock.now()).toBe(START + 1000 - HOUR);
  pass(1000);
  await clock.now();
  expect(shifts).toEqual([{ by: -HOUR, now: START + 1000 - HOUR }]);
  expect(steps()).toBe(1);
  expect(told).toHaveLength(1);
});

it.each([-2000, -1, 1500, HOUR])('leaves a step of %i ms alone', async (ms) => {
  const { clock, set, shifts } = setUp();
  set(ms);
  await clock.now();
  expect(shifts).toEqual([]);
});

it('lets nobody see the new time before the waits are moved', async () => {
  const { clock, set, hold, letGo, shifts } = setUp();
  hold();
  set(-HOUR);
  const seen: number[] = [];
  const both = [clock.now(), clock.now()].map((now) => now.then((at) => seen.push(at)));
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  expect(shifts).toHaveLength(1);
  expect(seen).toEqual([]);
  letGo();
  await Promise.all(both);
  expect(seen).toEqual([START - HOUR, START - HOUR]);
});

it("waits until every sidecar has seen that the database server's clock was set back, and moves waits then", async () => {
  const done: unknown[] = [];
  const silent = () => undefined;
  const log: Log = { debug: silent, info: silent, warn: silent, error: (_, text) => done.push(text), child: () => log };
  let isAway = false;
  const handle = createStepHandler({
    machine: { sleep: (ms) => Promise.resolve(void done.push(ms)) },
    log,
    metrics: { clockSteps: { inc: () => done.push('counted') } },
    shift: (step) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(void done.push(step))),
  });
  await handle({ by: -HOUR, known: 3, now: START });
  expect(done.splice(0)).toEqual(['counted', 1500, { by: -HOUR, known: 3, now: START + 1500 }]);
  isAway = true;
  await handle({ by: -HOUR, known: 4, now: START });
  expect(done).toEqual(['counted', 1500, "could not move waits after the clock of the database's server was set back"]);
});
