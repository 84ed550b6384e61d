/** An attempt may begin to send as long as its lease lasts, asked right before its bytes leave. */
import { expect, it } from 'vitest';
import { holdAttempt } from './attempt-hold.ts';

function held(lease = 4000) {
  const outer = new AbortController();
  const state = { now: 100 };
  const hold = holdAttempt({ monotonic: () => state.now }, { at: 100, lease }, outer.signal);
  return { outer, state, hold, mayLeave: () => hold.signal.mayLeave?.() };
}

it('until the lease runs out, and never after', () => {
  const { state, hold, mayLeave } = held();
  state.now = 4100;
  expect([mayLeave(), hold.signal.aborted, hold.isLost()]).toEqual([true, false, false]);
  state.now = 4101;
  expect([mayLeave(), hold.signal.aborted, hold.isLost()]).toEqual([false, true, true]);
  hold.extend({ at: 4000, lease: 4000 });
  expect(mayLeave(), 'others may have it').toBe(false);
});

it('longer once the lease is renewed, also by a shorter one', () => {
  const { state, hold, mayLeave } = held();
  hold.extend({ at: 3000, lease: 4000 });
  hold.extend({ at: 3100, lease: 500 });
  state.now = 7000;
  expect(mayLeave()).toBe(true);
  state.now = 7001;
  expect(mayLeave()).toBe(false);
});

it('not after it was ended for another reason, which loses no lease', () => {
  const { outer, state, hold, mayLeave } = held();
  outer.abort();
  state.now = 9000;
  expect([mayLeave(), hold.signal.aborted, hold.isLost()]).toEqual([false, true, false]);
  const late = holdAttempt({ monotonic: () => 0 }, { at: 0, lease: 1 }, outer.signal);
  expect(late.signal.aborted).toBe(true);
});

it('an attempt that has ended is not told any more', () => {
  const { outer, hold } = held();
  hold.end();
  outer.abort();
  expect(hold.signal.aborted).toBe(false);
});
