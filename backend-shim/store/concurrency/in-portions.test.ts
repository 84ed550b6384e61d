import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBreathing } from './in-portions.ts';
import type { TurnKind } from './in-portions.ts';

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

test('work goes on until its portion is over, and then waits for a turn of the event loop', async () => {
  let now = 0;
  let hasPassed = false;
  setImmediate(() => (hasPassed = true));
  const breathe = createBreathing(() => now).of.requests;
  expect(breathe()).toBeUndefined();
  now += 0.5;
  expect(breathe()).toBeUndefined();
  now += 0.5;
  const turn = breathe();
  expect(turn).toBeInstanceOf(Promise);
  await turn;
  expect(hasPassed).toBe(true);
});

test('what waited for something else begins a portion of its own', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).of.requests;
  void breathe();
  now += 100;
  await turnOfLoop();
  expect(breathe()).toBeUndefined();
});

test('those who wait have a turn one by one, in their order, however long each takes', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).of.requests;
  const seen: string[] = [];
  const work = async (name: string) => {
    for (let portion = 0; portion < 3; portion++) {
      await breathe();
      seen.push(`${name}${portion}`);
      now += 30;
    }
  };
  let turns = 0;
  let isOver = false;
  const count = async () => {
    while (!isOver) {
      await turnOfLoop();
      turns++;
    }
  };
  const counting = count();
  await Promise.all([work('a'), work('b'), work('c')]);
  isOver = true;
  await counting;
  expect(seen).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  expect(turns).toBeGreaterThanOrEqual(8);
});

test('of those whose turns are short, as many as fit have theirs in one turn of the event loop', async () => {
  let now = 0;
  const { of, enter } = createBreathing(() => now);
  void of.strangers();
  now += 10;
  let [passed, turns] = [0, 0];
  const all = Array.from({ length: 40 }, async () => {
    await enter('strangers', 'proxy');
    // What is done at once after it counts, too.
    await Promise.resolve();
    now += 0.1;
    passed++;
  });
  expect(passed).toBe(0);
  for (; passed < 40; turns++) {
    const before = passed;
    await turnOfLoop();
    expect(passed - before).toBeLessThanOrEqual(6);
  }
  await Promise.all(all);
  expect(turns).toBeLessThan(20);
});

test('whoever waits has a turn also while every turn is filled by what comes in', async () => {
  let now = 0;
  const { of, enter } = createBreathing(() => now);
  void of.requests();
  now += 10;
  let hasHadTurn = false;
  void enter('requests', 'a')?.then(() => (hasHadTurn = true));
  for (let turn = 0; turn < 4; turn++) {
    await turnOfLoop();
    void enter('requests', 'b');
    now += 50;
  }
  expect(hasHadTurn).toBe(true);
});

test('what comes in goes behind those of its kind who wait, and each who waits has a turn after the other', async () => {
  let now = 0;
  const { of, enter } = createBreathing(() => now);
  void of.requests();
  now += 10;
  const seen: string[] = [];
  const all = ['flood', 'flood', 'flood', 'flood', 'one'].map(async (whose) => {
    await enter('requests', whose);
    seen.push(whose);
    now += 10;
  });
  // A turn of its own, which is not full yet.
  await turnOfLoop();
  expect(enter('requests', 'late')).toBeInstanceOf(Promise);
  await Promise.all(all);
  expect(seen).toEqual(['flood', 'one', 'flood', 'flood', 'flood']);
});

test('alerts go before transactions, those before requests, and what is large behind all; nobody waits for ever', async () => {
  let now = 0;
  const { of } = createBreathing(() => now);
  const seen: TurnKind[] = [];
  const work = async (who: TurnKind, portions: number) => {
    for (let portion = 0; portion < portions; portion++) {
      await of[who](String(portion));
      seen.push(who);
      now += 30;
    }
  };
  await Promise.all([
    ...Array.from({ length: 3 }, () => work('largeRequests', 8)),
    work('largeStrangers', 8),
    work('strangers', 8),
    work('requests', 8),
    work('transactions', 8),
    work('alerts', 8),
  ]);
  const last = (who: TurnKind) => seen.lastIndexOf(who);
  expect(last('alerts')).toBeLessThan(last('transactions'));
  expect(last('transactions')).toBeLessThan(last('strangers'));
  expect(last('requests')).toBeLessThan(last('largeStrangers'));
  expect(seen.slice(0, last('requests')).filter((who) => who.startsWith('large')).length).toBeLessThan(10);
  for (const who of ['requests', 'strangers', 'transactions', 'largeRequests', 'largeStrangers'] as const) {
    expect(seen.indexOf(who), who).toBeLessThan(18);
  }
});

const paging = (isPaging: () => boolean) => ({ isPaging, sleep: (ms: number) => pause(ms) });

test('a request comes in at a pace while alerts or pages are under way, and an alert at once', async () => {
  let [isPaging, entered, alerts] = [true, 0, 0];
  const { enter } = createBreathing(
    () => performance.now(),
    paging(() => isPaging),
  );
  const began = performance.now();
  const all = Array.from({ length: 10 }, async () => {
    await enter('strangers', 'proxy');
    entered++;
  });
  const intake = Array.from({ length: 100 }, async () => {
    await enter('alerts', 'zabbix');
    alerts++;
  });
  await Promise.all(intake);
  expect([alerts, entered < 10]).toEqual([100, true]);
  await Promise.all(all);
  expect(performance.now() - began).toBeGreaterThan(9 * 3.5);
  isPaging = false;
  const quiet = performance.now();
  await Promise.all(Array.from({ length: 50 }, async () => enter('strangers', 'proxy')));
  expect(performance.now() - quiet).toBeLessThan(50 * 3.5);
});

test('a request that waits for its pace comes in once nobody is paged', async () => {
  let isPaging = true;
  const { enter } = createBreathing(
    () => 0,
    paging(() => isPaging),
  );
  void enter('strangers', 'proxy');
  const waiting = [1, 2].map(async () => enter('strangers', 'proxy'));
  isPaging = false;
  expect(await Promise.all(waiting)).toHaveLength(2);
});
