/** Which server of a cluster a sidecar works on, and when it leaves it; servers and time are made up. */
import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import type { HostState } from './hosts.ts';
import { createPrimary } from './primary.ts';

const ONE = 'postgres://vigie:secret@one/vigie';
const TWO = 'postgres://vigie:secret@two/vigie';

const primaryOn = (timeline: number): HostState => ({ writable: true, timeline });
const standby: HostState = { writable: false, timeline: null };

function world(states: Record<string, HostState | Error | 'silent'>) {
  let now = 1000;
  let asked = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const clock = {
    now: () => Promise.resolve(now),
    monotonic: () => now,
    machine: () => now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const one = { at: now + ms, wake: resolve };
        sleepers.add(one);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  const ask = (url: string, signal: AbortSignal) => {
    asked += 1;
    const state = states[url];
    return state === 'silent'
      ? new Promise<Error>((resolve) => signal.addEventListener('abort', () => resolve(new Error('no answer'))))
      : Promise.resolve(state as HostState | Error);
  };
  const primary = createPrimary({
    urls: Object.keys(states),
    clock,
    log: silentLog,
    asker: { once: ask, again: ask, close: () => undefined },
  });
  /** Time passes in small steps, or at once as for a process that was stopped. */
  const pass = async (ms: number, step = 100) => {
    for (const end = now + ms; now < end;) {
      now += step;
      for (const one of sleepers) {
        if (one.at <= now) {
          sleepers.delete(one);
          one.wake();
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const join = (url: string) => {
    const client = Object.assign(new EventEmitter(), { isCut: false, connection: { stream: { destroy } } });
    function destroy() {
      client.isCut = true;
    }
    primary.join(client as unknown as pg.ClientBase, url);
    return client;
  };
  return { states, primary, pass, join, asked: () => asked };
}

const committing = (primary: ReturnType<typeof world>['primary'], client: object) =>
  primary.committing(client as pg.ClientBase);

describe('the server that takes writes', () => {
  it('is found among standbys, and the one promoted last among two that say so', async () => {
    const { primary, states, pass } = world({ [ONE]: standby, [TWO]: primaryOn(3) });
    expect(await primary.find()).toBe(TWO);
    states[ONE] = primaryOn(4);
    states[TWO] = standby;
    await pass(2000);
    states[TWO] = primaryOn(3);
    expect(await primary.find()).toBe(ONE);
    await primary.stop();
  });

  it('is left at once with all connections when it is read-only', async () => {
    const { primary, states, join } = world({ [ONE]: primaryOn(1), [TWO]: standby });
    await primary.find();
    const [told, other] = [join(ONE), join(ONE)];
    states[ONE] = standby;
    states[TWO] = primaryOn(2);
    primary.leaveReadOnly(told as unknown as pg.ClientBase);
    expect([told.isCut, other.isCut]).toEqual([true, true]);
    expect(await primary.find()).toBe(TWO);
    await primary.stop();
  });

  it('is left when it is silent, and a connection that was made meanwhile is cut when another is found', async () => {
    const { primary, states, pass, join } = world({ [ONE]: primaryOn(1), [TWO]: standby });
    await primary.find();
    const client = join(ONE);
    states[ONE] = 'silent';
    await pass(2000);
    expect(client.isCut).toBe(false);
    await pass(2000);
    expect(client.isCut).toBe(true);
    const late = join(primary.latest());
    states[TWO] = primaryOn(2);
    const found = primary.find();
    await pass(1000);
    expect(await found).toBe(TWO);
    expect(late.isCut).toBe(true);
    await primary.stop();
  });

  it('is not left because this process was stopped', async () => {
    const { primary, states, pass, join } = world({ [ONE]: primaryOn(1), [TWO]: standby });
    await primary.find();
    const client = join(ONE);
    states[ONE] = 'silent';
    await pass(1000);
    await pass(120_000, 120_000);
    expect(client.isCut).toBe(false);
    await primary.stop();
  });

  it('is never one that was overtaken, whatever it says', async () => {
    const { primary, states, pass } = world({ [ONE]: primaryOn(1), [TWO]: primaryOn(2) });
    expect(await primary.find()).toBe(TWO);
    states[TWO] = new Error('connect ECONNREFUSED');
    await pass(2000);
    await expect(primary.find()).rejects.toThrow(/two: connect ECONNREFUSED; one was overtaken/);
    await primary.stop();
  });

  it('is asked for once by all who wait while there is none, and passwords are not told', async () => {
    const { primary, pass, asked } = world({ [ONE]: standby, [TWO]: new Error('connect ECONNREFUSED') });
    const errors = await Promise.all(Array.from({ length: 50 }, () => primary.find().catch(String)));
    expect(new Set(errors)).toEqual(
      new Set(['StoreUnavailable: database: no server takes writes (one: is read-only; two: connect ECONNREFUSED)']),
    );
    await primary.find().catch(String);
    expect(asked()).toBe(2);
    await pass(300);
    await primary.find().catch(String);
    expect(asked()).toBe(4);
    await primary.stop();
  });
});

describe('a commit that gets no answer', () => {
  it('is given up after 5 s, or when another server was promoted', async () => {
    const { primary, states, pass, join } = world({ [ONE]: primaryOn(1), [TWO]: standby });
    await primary.find();
    const [stuck, idle] = [join(ONE), join(ONE)];
    const answered = committing(primary, stuck);
    await pass(4500);
    expect(stuck.isCut).toBe(false);
    await pass(2500);
    expect([stuck.isCut, idle.isCut]).toEqual([true, false]);
    answered();
    const second = join(ONE);
    committing(primary, second);
    states[TWO] = primaryOn(2);
    await pass(7500);
    expect([second.isCut, idle.isCut]).toEqual([true, true]);
    expect(primary.latest()).toBe(TWO);
    await primary.stop();
  });

  it('is waited for on a single server, whose disk may be slow', async () => {
    const { primary, pass, join } = world({ [ONE]: primaryOn(1) });
    await primary.find();
    const slow = join(ONE);
    committing(primary, slow);
    await pass(20_000);
    expect(slow.isCut).toBe(false);
    await primary.stop();
  });
});
