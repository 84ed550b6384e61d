/** Whether a pooler is recognized, whatever the other connections through it do meanwhile; pooler and server are made up. */
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { poolerProblem } from './sessions.ts';

const clock = { sleep: () => new Promise<void>(() => undefined) } as never;
/** What poolers tell clients instead of the process id of a server connection. */
const INVENTED = 4711;

interface Pooler {
  connect(): Promise<pg.PoolClient>;
}

/** @param take the idle server connection that the next transaction gets */
function inTransactionMode(idle: number[], take: (idle: number[]) => number): Pooler {
  const connect = () => {
    let held: number | null = null;
    const query = (text: string) => {
      const pid = held ?? take(idle);
      held = text === 'begin' || (held !== null && text !== 'rollback') ? pid : null;
      if (held === null) idle.push(pid);
      return Promise.resolve({ rows: [{ pid }] });
    };
    return Promise.resolve({ processID: INVENTED, query, release: () => undefined } as unknown as pg.PoolClient);
  };
  return { connect };
}

function inSessionMode(): Pooler {
  let pids = 0;
  const connect = () => {
    const pid = ++pids;
    const query = () => Promise.resolve({ rows: [{ pid }] });
    return Promise.resolve({ processID: INVENTED, query, release: () => undefined } as unknown as pg.PoolClient);
  };
  return { connect };
}

const first = (idle: number[]) => idle.shift() as number;
const last = (idle: number[]) => idle.pop() as number;
/** The transactions of others come between: every third time they leave another connection on top. */
const lastBesideOthers = () => {
  let taken = 0;
  return (idle: number[]) => (++taken % 3 === 1 ? last(idle) : first(idle));
};

describe('a pooler in transaction mode', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('with %i idle connections is refused by name', async (count) => {
    for (const take of [first, last, lastBesideOthers()]) {
      // One of them is held meanwhile.
      const pooler = inTransactionMode(
        Array.from({ length: count + 1 }, (_, n) => n + 1),
        take,
      );
      expect(await poolerProblem(pooler.connect, clock)).toMatch(/pgbouncer in transaction mode/);
    }
  });
});

describe('a pooler in session mode', () => {
  it('is accepted', async () => {
    expect(await poolerProblem(inSessionMode().connect, clock)).toBe(null);
  });
});
