/** The loop: when it goes round, how long it sleeps, and what it does where something fails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Db, Store } from '../store/store.ts';
import { setTimers } from '../store/timers.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import type { Work } from '../store/work.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { nobodyRests } from './rests.ts';
import { createTransact, reportTo } from './transact.ts';

const START = Date.UTC(2026, 0, 5);
/** How often leases are renewed. */
const RENEW = 1300;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: START });
});
afterEach(() => bench.close());

const logInto = (lines: string[]) => {
  const write = (level: string) => (_fields: object, text: string) => void lines.push(`${level} ${text}`);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } as unknown as Log;
};

/** Sleeps end when the test says so. */
function world({ manual = false, read = bench.read }: { manual?: boolean; read?: Store['read'] } = {}) {
  const state = {
    done: 0,
    pause: null as number | null,
    error: null as Error | null,
    renewError: null as Error | null,
    ran: 0,
    during: null as (() => void) | null,
    chores: 0,
    choresTake: null as Promise<void> | null,
    renewed: 0,
    stopped: 0,
    waitedFor: 0,
    failures: 0,
    unsubscribed: false,
    lines: [] as string[],
  };
  const sleeping = new Map<number | 'renew', () => void>();
  let slept = Promise.withResolvers<number>();
  let ring: () => void = () => undefined;
  let refill: () => void = () => undefined;
  const clock: Clock = {
    now: () => Promise.resolve(bench.now),
    monotonic: () => 0,
    machine: () => bench.now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
        if (signal?.aborted) resolve();
        sleeping.set(ms === RENEW ? 'renew' : 0, resolve);
        if (ms !== RENEW) slept.resolve(ms);
      }),
  };
  const store = {
    read,
    onWake: (listener: () => void) => ((ring = listener), () => (state.unsubscribed = true)),
  } as unknown as Store;
  const engine: Engine = createEngine({
    store,
    clock,
    log: logInto(state.lines),
    metrics: { engineFailures: { inc: () => (state.failures += 1) } } as unknown as Metrics,
    manual,
    rounds: {
      run: (now) => {
        state.ran += 1;
        state.during?.();
        expect(now).toBe(bench.now);
        return state.error ? Promise.reject(state.error) : Promise.resolve(state.done);
      },
      pause: () => state.pause,
      onSlotFree: (given) => void (refill = given),
      inFlight: () => 0,
      renew: () => ((state.renewed += 1), state.renewError ? Promise.reject(state.renewError) : Promise.resolve()),
      stop: () => ((state.stopped += 1), Promise.resolve()),
    },
    chores: {
      runDue: () => ((state.chores += 1), state.choresTake ?? Promise.resolve()),
      ended: () => ((state.waitedFor += 1), Promise.resolve()),
    },
  });
  /** How long the loop sleeps after this round. */
  const asleep = () => slept.promise;
  const next = () => {
    slept = Promise.withResolvers();
    sleeping.get(0)?.();
    return slept.promise;
  };
  return {
    state,
    engine,
    asleep,
    next,
    ring: () => ((slept = Promise.withResolvers()), ring(), slept.promise),
    refill: () => ((slept = Promise.withResolvers()), refill(), slept.promise),
    renew: () => sleeping.get('renew')?.(),
  };
}
const timer = (ahead: number) =>
  bench.transact((work) =>
    setTimers(work, [{ kind: 'incident', subject: 'i', due_at: bench.now + ahead, rank: 0, attempt: 0 }]),
  );

describe('the loop sleeps', () => {
  it.each<[string, number | null, number, number, (number | null)?]>([
    ['a second where nothing is due', null, 0, 1000],
    ['until the next is due', 400, 0, 400],
    ['for a second at most', 1001, 0, 1000],
    ['a moment where what is due cannot be had', -5, 0, 25],
    ['hardly where it did something, and more is due', -5, 1, 1],
    ['as long as what is due is left alone', -5, 1, 7, 7],
    ['longer where nothing is due before', 400, 1, 400, 7],
  ])('%s', async (_, ahead, done, ms, pause = null) => {
    if (ahead !== null) await timer(ahead);
    const { state, engine, asleep } = world();
    Object.assign(state, { done, pause });
    engine.start();
    expect(await asleep()).toBe(ms);
    await engine.stop();
  });

  it('a second where it cannot look, and says so', async () => {
    const { state, engine, asleep } = world({ read: {} as Store['read'] });
    engine.start();
    expect(await asleep()).toBe(1000);
    expect(state.lines).toEqual(['debug could not look for the next due row']);
    await engine.stop();
  });

  it('not at all where it is woken while it goes round, and looks for nothing then', async () => {
    const { state, engine, asleep } = world({ read: {} as Store['read'] });
    state.during = () => {
      state.during = null;
      engine.wake();
    };
    engine.start();
    await asleep();
    expect(state.ran).toBe(2);
    expect(state.lines, 'of the second round').toEqual(['debug could not look for the next due row']);
    await engine.stop();
  });

  it('a second after a failure, whatever is due; then it goes on as before', async () => {
    await timer(50);
    const { state, engine, asleep, next } = world();
    state.error = new Error('bug');
    engine.start();
    expect([await asleep(), engine.state(), state.failures]).toEqual([1000, 'still', 1]);
    state.error = new StoreUnavailable('away');
    await next();
    expect(engine.state()).toBe('waiting');
    state.error = new StoreUnavailable('full', { trouble: { reason: 'disk-full', data: { where: '/data' } } });
    await next();
    expect(state.lines).toEqual([
      'error an engine round failed; retrying',
      'warn the database cannot be reached; the engine retries',
      'debug the disk of /data is full; the engine retries',
    ]);
    state.error = null;
    expect([await next(), engine.state(), state.failures]).toEqual([50, 'ok', 3]);
    await engine.stop();
  });

  it('no longer than until there are places again', async () => {
    const { state, engine, asleep, refill } = world();
    engine.start();
    await asleep();
    await refill();
    expect(state.ran).toBe(2);
    await engine.stop();
  });

  it('no longer than until somebody wakes it, also where they did before it slept', async () => {
    const { state, engine, asleep, ring } = world();
    engine.start();
    await asleep();
    await ring();
    expect(state.ran).toBe(2);
    let inside: (() => void) | null = null;
    const held = engine.exclusively(() => new Promise<void>((resolve) => (inside = resolve)));
    const third = ring();
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    engine.wake();
    (inside as (() => void) | null)?.();
    await held;
    await third;
    expect(state.ran, 'rung while it was about to go round: once more').toBe(4);
    await engine.stop();
  });
});

it('chores run after each round, unless time is moved by hand', async () => {
  for (const manual of [false, true]) {
    const { state, engine, asleep } = world({ manual });
    engine.start();
    await asleep();
    expect(state.chores).toBe(manual ? 0 : 1);
    await engine.stop();
  }
});

it('chores that take long keep no round waiting, and are not begun again; an engine that stops waits for them', async () => {
  const { state, engine, asleep, next } = world();
  const taking = Promise.withResolvers<void>();
  state.choresTake = taking.promise;
  engine.start();
  await asleep();
  await next();
  expect([state.ran, state.chores]).toEqual([2, 1]);
  let isStopped = false;
  const stopping = engine.stop().then(() => (isStopped = true));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  taking.resolve();
  await stopping;
});

it('leases are renewed beside the rounds, and go on being so after a failure', async () => {
  const { state, engine, asleep, renew } = world();
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  engine.start();
  await asleep();
  expect(state.renewed).toBe(0);
  state.renewError = new Error('away');
  renew();
  await settle();
  expect(state.lines).toEqual(['warn could not renew leases']);
  renew();
  await settle();
  expect([state.renewed, state.ran]).toEqual([2, 1]);
  await engine.stop();
  expect([state.stopped, state.waitedFor, state.unsubscribed]).toEqual([1, 1, true]);
});

it('whoever needs the loop to stand still gets a turn, one at a time, also after one that failed', async () => {
  const { engine } = world();
  const order: string[] = [];
  const failing = engine.exclusively(async () => {
    order.push('first');
    await Promise.resolve();
    order.push('first ends');
    throw new Error('first');
  });
  const second = engine.exclusively(() => Promise.resolve(order.push('second')));
  await expect(failing).rejects.toThrow('first');
  expect(await second).toBe(3);
  expect(order).toEqual(['first', 'first ends', 'second']);
});

describe('a transaction', () => {
  const transact = (store = bench.store, isManual = true) =>
    createTransact({
      store,
      isManual,
      clock: { now: () => Promise.resolve(bench.now) } as Clock,
      ids: { next: () => 'id', secret: () => '', chance: () => 0 },
      copies: {} as never,
      unreadable: {} as never,
      directory: () => bench.directory,
      rests: nobodyRests,
      report: () => undefined,
    });

  it('has one now: the clock’s, or the one it was given', async () => {
    expect([
      await transact()((work) => Promise.resolve(work.now)),
      await transact()((work) => Promise.resolve(work.now), 7),
    ]).toEqual([START, 7]);
  });

  it('keeps what it asked of the outbox and nobody planned', async () => {
    await transact()(({ requests }) => Promise.resolve(requests.push({ incident: 'i', effect: { kind: 'urge' } })));
    expect(await bench.read.selectFrom('outbox_requests').selectAll().execute()).toEqual([
      { id: 'id', incident: 'i', body: '{"kind":"urge"}' },
    ]);
  });

  it('is done again by the new time where the clock was set back meanwhile', async () => {
    const back = [true, true, false];
    const store = { ...bench.store, isSetBack: () => Promise.resolve(back.shift() ?? false) };
    const seen: number[] = [];
    await transact(store, false)(async (work) => {
      seen.push(work.now);
      await setTimers(work, [{ kind: 'incident', subject: 'i', due_at: work.now, rank: 0, attempt: 0 }]);
    }, START + 3_600_000);
    expect(seen).toEqual([START + 3_600_000, START, START]);
    expect(await bench.read.selectFrom('timers').select('due_at').execute()).toEqual([{ due_at: START }]);
  });

  it('that fails leaves nothing', async () => {
    await expect(
      transact()(async (work) => {
        await setTimers(work, [{ kind: 'incident', subject: 'i', due_at: 0, rank: 0, attempt: 0 }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await bench.read.selectFrom('timers').selectAll().execute()).toEqual([]);
  });

  it('tells those who wait for its end once whether it was committed', async () => {
    const told: boolean[] = [];
    const listen = ({ ended }: Work) => Promise.resolve(void ended.push((isCommitted) => told.push(isCommitted)));
    await transact()(listen);
    await expect(
      transact()(async (work) => {
        await listen(work);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(told).toEqual([true, false]);
  });

  it('that is done again after a conflict tells those of its first try that it failed', async () => {
    const told: string[] = [];
    let tries = 0;
    const conflicting = { ...bench.store, transaction: twice } as Store;
    async function twice<T>(work: (tx: Db) => Promise<T>): Promise<T> {
      await bench.store.transaction(work);
      return bench.store.transaction(work);
    }
    await transact(conflicting)(({ ended }) => {
      const mine = ++tries;
      return Promise.resolve(void ended.push((isCommitted) => told.push(`${mine} ${isCommitted}`)));
    });
    expect(told).toEqual(['1 false', '2 true']);
  });

  it('what it worked around is counted by its stage, and logged', () => {
    const [counted, lines]: [object[], string[]] = [[], []];
    reportTo(logInto(lines), {
      advanceFailures: { inc: (labels: object) => counted.push(labels) },
    } as unknown as Metrics)({ stage: 'plan', incident: 'i', error: new Error('x') });
    expect([counted, lines.length]).toEqual([[{ stage: 'plan' }], 1]);
  });
});
