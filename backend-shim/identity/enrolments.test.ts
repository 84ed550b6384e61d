/** Tests the link that connects a device to a person. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CAPABILITIES } from '../store/capabilities.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { ENROLMENT_LIFE, finishEnrolment, isEnrolment, startEnrolment } from './enrolments.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const TEN_MINUTES = 600_000;
const fingerprint = (plain: string) => `keyed ${plain}`;
/** Returns each byte as often as requested, so that codes are known. */
let bytes: number[] = [];

let bench: WorkBench;
beforeEach(async () => {
  bytes = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x12, 0x34];
  bench = await openWork({
    now: START,
    ids: { secret: (count) => Buffer.from([...bytes, 7, 7].slice(0, count)).toString('base64url') },
  });
});
afterEach(() => bench.close());

const start = (user: string) => bench.transact((work) => startEnrolment(work, fingerprint, user));
const finish = (typed: string) => bench.transact((work) => finishEnrolment(work, fingerprint, typed));
const looks = (typed: string) =>
  isEnrolment({ read: bench.read, cap: CAPABILITIES.sqlite, now: bench.now }, fingerprint, typed);

it('is 80 bits in four groups of four, and only its keyed hash is kept', async () => {
  expect(await start('ann')).toEqual({ code: 'MH4Y-Y6FN-9WSA-MH40', expiresAt: START + TEN_MINUTES });
  expect(ENROLMENT_LIFE).toBe(TEN_MINUTES);
  expect(await bench.read.selectFrom('enrolments').selectAll().execute()).toEqual([
    { user: 'ann', code: 'keyed enrolment MH4YY6FN9WSAMH40', made_at: START, expires_at: START + TEN_MINUTES },
  ]);
});

it.each(['MH4Y-Y6FN-9WSA-MH40', 'mh4y y6fn 9wsa mh4o', ' MH4YY6FN9WSAMH40\n', 'MH4Y–Y6FN–9WSA–MH40'])(
  'as people type it: %j',
  async (typed) => {
    await start('ann');
    expect(await looks(typed)).toBe(true);
    expect(await finish(typed)).toBe('ann');
    expect(await finish(typed), 'once').toBeNull();
  },
);

it.each(['I', 'l', 'L', 'i'])('%s is a 1', async (letter) => {
  bytes = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  expect((await start('ann'))?.code).toBe('1000-0000-0000-0000');
  expect(await finish(`${letter}000-0000-0000-0000`)).toBe('ann');
});

it('ends after ten minutes, to the millisecond', async () => {
  const code = (await start('ann'))?.code ?? '';
  bench.now = START + TEN_MINUTES;
  expect([await looks(code), await finish(code)]).toEqual([false, null]);
  bench.now -= 1;
  expect([await looks(code), await finish(code)]).toEqual([true, 'ann']);
});

it('is made once in two seconds for each person, and takes the place of the one before', async () => {
  const first = (await start('ann'))?.code ?? '';
  bench.now = START + 1_999;
  expect(await start('ann')).toBeNull();
  bytes = [8, 8, 8, 8, 8, 8, 8, 8, 8, 8];
  expect(await start('ben'), 'another person').not.toBeNull();
  bytes = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
  bench.now += 1;
  expect(await start('ann')).not.toBeNull();
  expect(await finish(first), 'the one before').toBeNull();
});

it('makes nobody wait if the clock was set back', async () => {
  await start('ann');
  expect(await start('ann')).toBeNull();
  bench.now = START - 1;
  expect(await start('ann')).not.toBeNull();
});

it('does not match another link', async () => {
  await start('ann');
  expect([await looks('0000-0000-0000-0000'), await finish('0000-0000-0000-0000')]).toEqual([false, null]);
});
