import { afterEach, expect, test } from 'vitest';
import { createPool } from '../adapters/threads/pool.ts';
import type { HeapShare } from '../adapters/threads/memory.ts';
import type { Threads } from '../ports/heavy/work.ts';
import { FILE_WORKER } from './place.ts';
import { readApart, readHere } from './read-apart.ts';

const LIMITS = { atOnce: 1, perCaller: 2, waiting: 2, patience: 60_000, time: 60_000, idle: 2_000 };
let pool: Threads | null = null;
afterEach(() => pool?.close());

function open(heap: HeapShare, isStart = false) {
  pool = createPool(FILE_WORKER, { ...LIMITS, heap });
  return readApart(pool, () => isStart);
}

const AMPLE = { old: 232, young: 24 };
const TINY = { old: 18, young: 6 };
const variables = (name: string) => ({ TOKEN: 'secret: [', HOST: 'db-1' })[name];
const long = (maintenances: number) =>
  `x-all: &all { token: $TOKEN, size: .inf, odd: 0x1F, "__proto__": own }\nmaintenances:\n${Array.from(
    { length: maintenances },
    (_, i) => `  - { ${i < 100 ? '<<: *all, all: *all, ' : ''}id: m${i}, host: "\${HOST}.example.com", from: 09:00 }\n`,
  ).join('')}`;

test('a long file says in a thread what it says here', async () => {
  const text = long(900);
  const [apart, here] = [await open(AMPLE)(text, variables), await readHere(text, variables)];
  expect(apart.ok).toBe(true);
  // JSON has no such number: it stays one that no schema takes.
  const isEndless = (_: string, value: unknown): unknown => (value === Infinity ? 'Infinity' : value);
  expect(apart).toEqual(JSON.parse(JSON.stringify(here, isEndless)));
});

test('a variable that is not set has its line', async () => {
  const text = `${long(900)}  - { id: $GONE }\n`;
  expect(await open(AMPLE)(text, variables)).toMatchObject({
    ok: false,
    problems: [{ line: 903, reason: 'unset-variable', data: { variable: 'GONE' } }],
  });
});

test('a reload refuses a file that takes too much memory; a start reads it', async () => {
  const text = long(4_000);
  expect(await open(TINY)(text, variables)).toMatchObject({
    ok: false,
    problems: [{ line: null, reason: 'file-too-large' }],
  });
  await pool?.close();
  expect(await open(TINY, true)(text, variables)).toMatchObject({ ok: true });
});
