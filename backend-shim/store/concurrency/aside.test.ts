import { describe, expect, it } from 'vitest';
import { createLeftOut, isLasting } from './aside.ts';

const failing = () => Promise.reject(Object.assign(new Error('bad row'), { code: '23502' }));

describe('a part beside paging that failed', () => {
  it('is left out where the work is done again, and tried by the next transaction', async () => {
    const leftOut = createLeftOut();
    const first = leftOut.begin(0);
    await expect(first.run('rests', failing, 'without')).rejects.toThrow('bad row');
    expect(first.failed(new Error('the transaction ended'))).toBe('rests');
    const again = leftOut.begin(0, new Set(['rests']));
    expect(await again.run('rests', failing, 'without')).toBe('without');
    expect(await again.run('audit', async () => 'written', 'without')).toBe('written');
    expect(await leftOut.begin(1).run('rests', async () => 'read', 'without')).toBe('read');
  });

  it('is left out for all for five minutes where it would fail again, also after a step of the clock', async () => {
    const leftOut = createLeftOut();
    leftOut.leaveOut('rests', 1_000_000);
    const at = (now: number) => leftOut.begin(now).run('rests', async () => 'read', 'without');
    expect([await at(1_000_000), await at(1_299_999), await at(1_300_000), await at(100)]).toEqual([
      'without',
      'without',
      'read',
      'read',
    ]);
  });

  it('is not named where something else failed', async () => {
    const one = createLeftOut().begin(0);
    await one.run('rests', async () => null, null);
    expect(one.failed(new Error('a page could not be written'))).toBeNull();
  });

  it.each<[unknown, boolean]>([
    [new Error('no such table: rests'), true],
    [new Error('no such column: asked_at'), true],
    [Object.assign(new Error('relation "rests" does not exist'), { code: '42P01' }), true],
    [Object.assign(new Error('could not read block 0'), { code: 'XX001' }), true],
    [Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT_VTAB' }), true],
    [new Error('database', { cause: Object.assign(new Error('x'), { code: '58P01' }) }), true],
    [Object.assign(new Error('NOT NULL constraint failed'), { code: 'SQLITE_CONSTRAINT_NOTNULL' }), false],
    [Object.assign(new Error('deadlock detected'), { code: '40P01' }), false],
    [new TypeError('no such thing'), false],
    [null, false],
  ])('%o would fail again: %s', (error, lasting) => expect(isLasting(error)).toBe(lasting));
});
