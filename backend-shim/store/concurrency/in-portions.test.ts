import { expect, test } from 'vitest';
import { createBreathing } from './in-portions.ts';

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

test('work goes on until its portion is over, and then waits for a turn of the event loop', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).ofRequests;
  expect(breathe()).toBeUndefined();
  now += 9;
  expect(breathe()).toBeUndefined();
  now += 1;
  const turn = breathe();
  expect(turn).toBeInstanceOf(Promise);
  let hasPassed = false;
  void turnOfLoop().then(() => (hasPassed = true));
  await turn;
  expect(hasPassed).toBe(true);
});

test('what waited for something else begins a portion of its own', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).ofRequests;
  void breathe();
  now += 100;
  await turnOfLoop();
  expect(breathe()).toBeUndefined();
});

test('those who wait have a turn one by one, in their order, however long each takes', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).ofRequests;
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

test('whoever waits has a turn also while every turn is filled by what comes in', async () => {
  let now = 0;
  const breathe = createBreathing(() => now).ofRequests;
  void breathe();
  now += 10;
  let hasHadTurn = false;
  void breathe()?.then(() => (hasHadTurn = true));
  for (let turn = 0; turn < 4; turn++) {
    await turnOfLoop();
    void breathe();
    now += 50;
  }
  expect(hasHadTurn).toBe(true);
});

test('transactions go before requests, and those before large ones; nobody waits for ever', async () => {
  let now = 0;
  const { ofTransactions, ofRequests, ofLargeRequests } = createBreathing(() => now);
  const seen: string[] = [];
  const work = async (name: string, breathe: typeof ofRequests, portions: number) => {
    for (let portion = 0; portion < portions; portion++) {
      await breathe();
      seen.push(name);
      now += 30;
    }
  };
  await Promise.all([
    ...['l1', 'l2', 'l3'].map((name) => work(name, ofLargeRequests, 8)),
    work('request', ofRequests, 8),
    work('transaction', ofTransactions, 8),
  ]);
  const [ofTransaction, ofRequest] = [seen.lastIndexOf('transaction'), seen.lastIndexOf('request')];
  expect(ofTransaction).toBeLessThan(ofRequest + 8);
  expect(seen.slice(0, Math.max(ofTransaction, ofRequest)).filter((name) => name.startsWith('l')).length).toBeLessThan(
    10,
  );
  expect(seen.slice(0, 12).some((name) => name.startsWith('l'))).toBe(true);
});
