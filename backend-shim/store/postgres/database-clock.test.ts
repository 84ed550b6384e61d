import { describe, expect, it } from 'vitest';
import type { ClockStep } from '../store.ts';
import { createDatabaseClock } from './database-clock.ts';

function world() {
  const state = { monotonic: 1000, machine: 500_000, database: 2_000_000, asked: 0, steps: 0 };
  const told: ClockStep[] = [];
  const { now, isSetBack } = createDatabaseClock(
    () => {
      state.asked += 1;
      return Promise.resolve({ now: state.database, steps: state.steps });
    },
    { monotonic: () => state.monotonic, machine: () => state.machine },
    (step) => {
      told.push(step);
      state.steps += 1;
      return Promise.resolve();
    },
  );
  const pass = (ms: number) => {
    state.monotonic += ms;
    state.machine += ms;
    state.database += ms;
  };
  const isBack = (at: number) => isSetBack(at, () => Promise.resolve({ now: state.database }));
  return { state, told, now, isBack, pass };
}

describe('the clock of the database', () => {
  it('is asked once a second and carried on in between', async () => {
    const { state, now, pass } = world();
    expect(await now()).toBe(2_000_000);
    pass(700);
    expect(await now()).toBe(2_000_700);
    expect(state.asked).toBe(1);
    pass(400);
    expect(await now()).toBe(2_001_100);
    expect(state.asked).toBe(2);
  });

  it('is asked at once when the machine slept, or its clock was set', async () => {
    const { state, now, pass } = world();
    await now();
    state.machine += 60_000;
    state.database += 60_000;
    expect(await now()).toBe(2_060_000);
    pass(10);
    state.machine -= 3_600_000;
    expect(await now()).toBe(2_060_010);
    expect(state.asked).toBe(3);
  });

  it('follows a database whose clock was set back within a second, and says so once', async () => {
    const { state, told, now, pass } = world();
    await now();
    state.database -= 3_600_000;
    pass(1000);
    const after = 2_000_000 - 3_600_000 + 1000;
    expect(await Promise.all([now(), now()])).toEqual([after, after]);
    pass(5000);
    await now();
    expect(told).toEqual([{ by: -3_600_000, known: 0, now: after }]);
  });

  it('says nothing of a step that another sidecar has seen to, of one forward, and of small ones', async () => {
    const { state, told, now, pass } = world();
    for (const [by, steps] of [
      [-3_600_000, 1],
      [3_600_000, 0],
      [-1900, 0],
    ] as const) {
      await now();
      state.database += by;
      state.steps += steps;
      pass(60_000);
      await now();
    }
    expect(told).toEqual([]);
  });

  it('takes no slow answer for a step', async () => {
    const { state, told, now, pass } = world();
    await now();
    pass(2000);
    // The question was answered at once, and this process was frozen before it read the answer.
    const frozen = { monotonic: state.monotonic, machine: state.machine };
    const ask = now();
    Object.assign(state, { monotonic: frozen.monotonic + 900, machine: frozen.machine + 900 });
    await ask;
    expect(told).toEqual([]);
  });

  it('does not go backwards for a part of a round trip', async () => {
    const { state, now, pass } = world();
    await now();
    pass(1500);
    expect(await now()).toBe(2_001_500);
    state.database -= 12;
    pass(1000);
    expect(await now()).toBe(2_002_488);
    state.monotonic += 1000;
    state.machine += 1000;
    state.database += 985;
    expect(await now()).toBe(2_003_473);
    state.machine += 500;
    state.database -= 3;
    expect(await now()).toBe(2_003_473);
  });

  it('is asked again where the answer took long, since this process was frozen meanwhile', async () => {
    const { state, pass } = world();
    const took = [10, 6000, 300, 2000, 6000, 2500];
    const { now } = createDatabaseClock(
      () => {
        // The question left when this process went on.
        pass(took[state.asked++] ?? 0);
        return Promise.resolve({ now: state.database, steps: 0 });
      },
      { monotonic: () => state.monotonic, machine: () => state.machine },
      () => Promise.reject(new Error('no clock was set back')),
    );
    expect((await now()) - state.database).toBe(5);
    pass(2000);
    expect((await now()) - state.database, 'the next answer came soon').toBe(150);
    expect(state.asked).toBe(3);
    pass(2000);
    expect((await now()) - state.database, 'of three the soonest').toBe(1000);
    expect(state.asked).toBe(6);
  });

  it('says that it was set back since a transaction began, which asks only where the last reading is old', async () => {
    const { state, told, now, isBack, pass } = world();
    const began = await now();
    state.database -= 3_600_000;
    pass(900);
    expect(await isBack(began), 'so soon nothing was moved yet').toBe(false);
    pass(200);
    expect(await isBack(began)).toBe(true);
    expect(told).toEqual([]);
    expect(await now()).toBe(2_001_100 - 3_600_000);
    expect(told).toMatchObject([{ by: -3_600_000 }]);
    expect(await isBack(began), 'read by others meanwhile').toBe(true);
    const later = await now();
    pass(5000);
    expect(await isBack(later)).toBe(false);
  });

  it('says so when the database is away, and asks again', async () => {
    let away = true;
    const { now } = createDatabaseClock(
      () => (away ? Promise.reject(new Error('away')) : Promise.resolve({ now: 7, steps: 0 })),
      { monotonic: () => 0, machine: () => 0 },
      () => Promise.resolve(),
    );
    await expect(now()).rejects.toThrow('away');
    away = false;
    expect(await now()).toBe(7);
  });
});
