/** Chores take turns, and one that never ends holds up no other. */
import { describe, expect, it } from 'vitest';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createChores, MORE } from './chores.ts';

const logInto = (lines: string[]) => {
  const write = (level: string) => (_fields: object, text: string) => void lines.push(`${level} ${text}`);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } as unknown as Log;
};

/** Sleeps end when the test lets time pass. */
function createTime() {
  let now = 0;
  const sleepers = new Set<{ until: number; wake(): void }>();
  return {
    monotonic: () => now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => (sleepers.delete(sleeper), resolve()), { once: true });
      }),
    pass: (ms: number) => {
      now += ms;
      [...sleepers].filter(({ until }) => until <= now).forEach(({ wake }) => wake());
    },
    sleeping: () => sleepers.size,
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('chores', () => {
  const chores = (fails: () => Error | null) => {
    const [ran, lines]: [string[], string[]] = [[], []];
    const chore = (name: string, every: number) => ({
      name,
      every,
      onlyByTime: name === 'b',
      run: (now: number) => (
        ran.push(`${name} ${now}`),
        name === 'a' && fails() ? Promise.reject(fails() as Error) : Promise.resolve()
      ),
    });
    return {
      ran,
      lines,
      ...createChores([chore('a', 10), chore('b', 25)], { log: logInto(lines), clock: createTime() }),
    };
  };

  it('run at once, and then as often as they should', async () => {
    const { runDue, ran } = chores(() => null);
    for (const now of [100, 100, 109, 110, 124, 125, 126]) await runDue(now);
    expect(ran).toEqual(['a 100', 'b 100', 'a 110', 'a 124', 'b 125']);
  });

  it('run at once where the clock went back', async () => {
    const { runDue, ran } = chores(() => null);
    for (const now of [100, 99, 100, 109]) await runDue(now);
    expect(ran).toEqual(['a 100', 'b 100', 'a 99', 'b 99', 'a 109']);
  });

  it('all run where time is moved by hand', async () => {
    const { runAll, runDue, ran } = chores(() => null);
    await runAll(100, true);
    await runAll(101, true);
    await runDue(105);
    expect(ran).toEqual(['a 100', 'b 100', 'a 101', 'b 101']);
  });

  it('that only time gives work do not run where time stands still', async () => {
    const { runAll, ran } = chores(() => null);
    await runAll(100, false);
    expect(ran).toEqual(['a 100']);
  });

  it('that have more to do go on in the next round, after the others had their turn', async () => {
    const ran: string[] = [];
    const left = [MORE, MORE, undefined, undefined] as const;
    const long = { name: 'long', every: 1000, run: async () => left[ran.push('long') - 1] };
    const { runDue, runAll } = createChores([long, { name: 'short', every: 1, run: async () => undefined }], {
      log: logInto([]),
      clock: createTime(),
    });
    for (const now of [1, 2, 3, 4]) await runDue(now);
    expect(ran).toEqual(['long', 'long', 'long']);
    ran.length = 0;
    await runAll(5, true);
    expect(ran).toEqual(['long', 'long', 'long']);
  });

  it('that fail keep none from running, and run again at their next time', async () => {
    let error: Error | null = new Error('bug');
    const { runDue, ran, lines } = chores(() => error);
    await runDue(100);
    error = new StoreUnavailable('away');
    await runDue(105);
    await runDue(110);
    expect(ran).toEqual(['a 100', 'b 100', 'a 110']);
    expect(lines).toEqual([
      'error a periodic chore failed; it runs again at its next time',
      'warn the database cannot be reached; the chore runs again at its next time',
    ]);
  });
});

describe('a chore that does not end', () => {
  function stuck() {
    const [ran, lines]: [string[], string[]] = [[], []];
    const time = createTime();
    const ends: Array<PromiseWithResolvers<void>> = [];
    const first = () => {
      ran.push('stuck');
      const end = Promise.withResolvers<void>();
      ends.push(end);
      return end.promise;
    };
    const chores = createChores(
      [
        { name: 'stuck', every: 10, run: first },
        { name: 'other', every: 10, run: async () => void ran.push('other') },
      ],
      { log: logInto(lines), clock: time },
    );
    return { ran, lines, time, ends, ...chores };
  }

  it('is waited for ten seconds by the others, and never runs beside itself', async () => {
    const { ran, time, ends, runDue } = stuck();
    const round = runDue(100);
    time.pass(9_999);
    await turn();
    expect(ran).toEqual(['stuck']);
    time.pass(1);
    await round;
    expect(ran).toEqual(['stuck', 'other']);
    await runDue(110);
    expect(ran).toEqual(['stuck', 'other', 'other']);
    ends[0]?.resolve();
    await turn();
    void runDue(120);
    await turn();
    expect(ran).toEqual(['stuck', 'other', 'other', 'stuck']);
    ends[1]?.resolve();
    await turn();
    expect([ran.at(-1), time.sleeping()]).toEqual(['other', 0]);
  });

  it('is named after five minutes, once, and again when it has ended', async () => {
    const { lines, time, ends, runDue, overdue } = stuck();
    const round = runDue(100);
    time.pass(300_000);
    await round;
    await runDue(110);
    expect([overdue(), lines]).toEqual([[], []]);
    time.pass(1);
    await runDue(120);
    await runDue(130);
    expect(overdue()).toEqual(['stuck']);
    expect(lines).toEqual([expect.stringMatching(/^error a periodic chore does not end.*Restart this sidecar/)]);
    ends[0]?.reject(new StoreUnavailable('away'));
    await turn();
    expect(overdue()).toEqual([]);
    expect(lines.slice(1)).toEqual([
      'warn the database cannot be reached; the chore runs again at its next time',
      'warn a periodic chore that did not end has ended',
    ]);
  });

  it('is waited for at a stop, but not for long', async () => {
    const { time, ends, runDue, ended } = stuck();
    void runDue(100);
    await turn();
    let stopped = 0;
    void ended().then(() => (stopped += 1));
    time.pass(9_999);
    await turn();
    expect(stopped).toBe(0);
    time.pass(1);
    await turn();
    expect(stopped).toBe(1);
    ends[0]?.resolve();
    await ended();
  });
});
