import { afterEach, describe, expect, test } from 'vitest';
import type { HeavyTask, Threads } from '../../ports/heavy/work.ts';
import { createPool } from './pool.ts';
import type { PoolLimits } from './pool.ts';

const LIMITS: PoolLimits = {
  atOnce: 1,
  perCaller: 2,
  waiting: 3,
  patience: 30_000,
  time: 30_000,
  idle: 30_000,
  heap: { old: 24, young: 8 },
};
let pool: Threads | null = null;
afterEach(() => pool?.close());

function open(limits: Partial<PoolLimits> = {}): Threads {
  pool = createPool(new URL('./odd-worker.fake.ts', import.meta.url), { ...LIMITS, ...limits });
  return pool;
}

const task = (job: string, rows: unknown[] = []): HeavyTask => ({
  job,
  question: { of: job },
  lists: { some: { rows, portion: 2 } },
});

describe('a thread beside paging', () => {
  test('is handed long lists in portions, in their order, and forgets them', async () => {
    const threads = open();
    expect(await threads.run('ann', task('echo', [1, 2, 3, 4, 5]))).toEqual({
      ok: true,
      answer: { question: { of: 'echo' }, rows: [1, 2, 3, 4, 5] },
    });
    expect(await threads.run('ann', task('echo'))).toMatchObject({ answer: { rows: [] } });
  });

  test('a start that fails takes nobody a place', async () => {
    pool = createPool(new URL('https://example.com/worker.js'), { ...LIMITS, perCaller: 1 });
    const refusals = [
      await pool.run('ann', task('echo')).catch(String),
      await pool.run('ann', task('echo')).catch(String),
    ];
    expect(refusals).toEqual([expect.stringMatching(/Error/), expect.stringMatching(/Error/)]);
  });

  test('a native call, which nothing interrupts, keeps its place beyond its time', async () => {
    const threads = open({ time: 300 });
    const began = performance.now();
    expect(await threads.run('ann', task('native'))).toEqual({ ok: false, reason: 'too-much', by: 'time' });
    expect(performance.now() - began).toBeLessThan(1_400);
    expect(await threads.run('ann', task('echo'))).toMatchObject({ ok: true });
    expect(performance.now() - began).toBeGreaterThan(1_400);
  });

  test('that is at it for too long is ended, and the next question is answered by another', async () => {
    const threads = open({ time: 300 });
    expect(await threads.run('ann', task('forever'))).toEqual({ ok: false, reason: 'too-much', by: 'time' });
    pool = open();
    expect(await pool.run('ann', task('echo'))).toMatchObject({ ok: true });
  });

  test('that needs too much memory ends alone', async () => {
    const threads = open();
    expect(await threads.run('ann', task('memory'))).toEqual({ ok: false, reason: 'too-much', by: 'memory' });
    expect(await threads.run('ann', task('echo'))).toMatchObject({ ok: true });
  });

  test('says that an answer is too large', async () => {
    expect(await open().run('ann', task('large'))).toEqual({ ok: false, reason: 'too-much', by: 'size' });
  });

  test.each(['fail', 'throw', 'exit'])(
    'that fails (%s) is an error, and the next question is answered',
    async (how) => {
      const threads = open();
      await expect(threads.run('ann', task(how))).rejects.toThrow();
      expect(await threads.run('ann', task('echo'))).toMatchObject({ ok: true });
    },
  );

  test('answers others between the questions of one, who has few places', async () => {
    const threads = open();
    const order: string[] = [];
    const ask = (who: string) => threads.run(who, task('echo')).then((answer) => (order.push(who), answer));
    const greedy = [ask('visitors'), ask('visitors')];
    const modest = ask('ann');
    expect(await threads.run('visitors', task('echo'))).toEqual({ ok: false, reason: 'busy' });
    await Promise.all([...greedy, modest]);
    expect(order).toEqual(['visitors', 'ann', 'visitors']);
  });

  test('ends when nobody asks for a while, and when the sidecar stops', async () => {
    const threads = open({ idle: 20 });
    await threads.run('ann', task('echo'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await threads.run('ann', task('echo'))).toMatchObject({ ok: true });
    const last = threads.run('ann', task('forever'));
    await threads.close();
    expect(await last).toEqual({ ok: false, reason: 'busy' });
    expect(await threads.run('ann', task('echo'))).toEqual({ ok: false, reason: 'busy' });
  });
});
