import type { LookupAddress } from 'node:dns';
import type { LookupOptions } from 'node:dns';
import { describe, expect, it, vi } from 'vitest';
import { parseRanges } from './address-guard.ts';
import { createGuardedLookup, createResolver, RefusedAddressError } from './guarded-lookup.ts';

const v4 = (address: string): LookupAddress => ({ address, family: 4 });

function look(found: LookupAddress[], options: LookupOptions = { all: true }, trusted = false, allow: string[] = []) {
  const parsed = parseRanges(allow);
  const lookup = createGuardedLookup(() => Promise.resolve(found), trusted, parsed.ok ? parsed.ranges : []);
  return new Promise<unknown>((resolve) =>
    lookup('hooks.example.com', options, (error, address) => resolve(error ?? address)),
  );
}

describe('a name', () => {
  it('is connected to where it is public', async () => {
    expect(await look([v4('1.1.1.1')])).toEqual([v4('1.1.1.1')]);
    expect(await look([v4('1.1.1.1')], { all: false })).toBe('1.1.1.1');
  });

  it('that hides an inner address among public ones loses that one', async () => {
    expect(await look([v4('127.0.0.1'), v4('1.1.1.1'), v4('169.254.169.254')])).toEqual([v4('1.1.1.1')]);
  });

  it('that is inner only is refused', async () => {
    expect(await look([v4('127.0.0.1'), v4('10.0.0.1')])).toBeInstanceOf(RefusedAddressError);
    expect(await look([v4('127.0.0.1'), v4('10.0.0.1')], { all: true }, true)).toEqual([v4('10.0.0.1')]);
    expect(await look([v4('127.0.0.1')], { all: true }, false, ['127.0.0.0/8'])).toEqual([v4('127.0.0.1')]);
  });

  it('is held to the family that was asked for', async () => {
    expect(await look([{ address: '2606:4700::1', family: 6 }, v4('1.1.1.1')], { all: true, family: 4 })).toEqual([
      v4('1.1.1.1'),
    ]);
  });

  it('that changes its answer is judged each time', async () => {
    const answers = ['1.1.1.1', '127.0.0.1'];
    const lookup = createGuardedLookup(
      createResolver(() => Promise.resolve([v4(answers.shift() ?? '')])),
      false,
      [],
    );
    const ask = () =>
      new Promise<unknown>((resolve) =>
        lookup('rebind.example.com', { all: true }, (error, address) => resolve(error ?? address)),
      );
    expect(await ask()).toEqual([v4('1.1.1.1')]);
    expect(await ask()).toBeInstanceOf(RefusedAddressError);
  });
});

describe('the resolver', () => {
  it('concurrent lookups of one name share a query; later ones query again', async () => {
    const asked: string[] = [];
    const resolve = createResolver((name) => {
      asked.push(name);
      return Promise.resolve([v4('1.1.1.1')]);
    });
    await Promise.all([resolve('a'), resolve('a'), resolve('b')]);
    expect(asked).toEqual(['a', 'b']);
    await resolve('a');
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('forgets a failure', async () => {
    let calls = 0;
    const resolve = createResolver(() => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve([v4('1.1.1.1')]);
    });
    await expect(resolve('a')).rejects.toThrow('ENOTFOUND');
    expect(await resolve('a')).toEqual([v4('1.1.1.1')]);
  });
});

describe('when DNS is down', () => {
  const failing = (code: string) => Object.assign(new Error(code), { code });

  function world() {
    let time = 0;
    let next: () => Promise<LookupAddress[]> = () => Promise.resolve([v4('1.1.1.1')]);
    const resolve = createResolver(
      () => next(),
      () => time,
    );
    return {
      resolve,
      hours: (n: number) => (time += n * 3600_000),
      now: (answer: () => Promise<LookupAddress[]>) => (next = answer),
    };
  }

  it('the addresses that were good last serve for a day', async () => {
    const { resolve, now, hours } = world();
    await resolve('hooks.example.com');
    now(() => Promise.reject(failing('EAI_AGAIN')));
    hours(23);
    expect(await resolve('hooks.example.com')).toEqual([v4('1.1.1.1')]);
    hours(1);
    await expect(resolve('hooks.example.com')).rejects.toThrow('EAI_AGAIN');
    await expect(resolve('never.example.com')).rejects.toThrow('EAI_AGAIN');
  });

  it('the answer that a name does not exist is believed', async () => {
    const { resolve, now } = world();
    await resolve('hooks.example.com');
    now(() => Promise.reject(failing('ENOTFOUND')));
    await expect(resolve('hooks.example.com')).rejects.toThrow('ENOTFOUND');
  });

  it('a known answer is used without a long wait, and a new one as soon as it arrives', async () => {
    vi.useFakeTimers();
    const { resolve, now } = world();
    await resolve('hooks.example.com');
    const late = Promise.withResolvers<LookupAddress[]>();
    now(() => late.promise);
    const first = resolve('hooks.example.com');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await first).toEqual([v4('1.1.1.1')]);
    late.resolve([v4('8.8.8.8')]);
    expect(await resolve('hooks.example.com')).toEqual([v4('8.8.8.8')]);
    vi.useRealTimers();
  });
});
