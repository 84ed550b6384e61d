import { expect, it } from 'vitest';
import { mayPage } from '#domain/notify/throttle';
import { MINUTE, SECOND } from '#domain/time/duration';

const NOON = Date.UTC(2026, 2, 2, 12);
const sms = { limit: { count: 3, per: 15 * MINUTE }, bundleWithin: 30 * SECOND };

it('the first goes at once', () => {
  expect(mayPage([], sms, NOON)).toEqual({ kind: 'send' });
});

it('within 30 seconds of the last one it waits for the end of them, to go with others', () => {
  expect(mayPage([NOON - 10 * SECOND], sms, NOON)).toEqual({ kind: 'hold', until: NOON + 20 * SECOND });
  expect(mayPage([NOON - 30 * SECOND], sms, NOON)).toEqual({ kind: 'send' });
});

it('over the limit it waits until the oldest of them is out of the window', () => {
  const sent = [NOON - 14 * MINUTE, NOON - 10 * MINUTE, NOON - 5 * MINUTE];
  expect(mayPage(sent, sms, NOON)).toEqual({ kind: 'hold', until: NOON + MINUTE });
  expect(mayPage(sent, sms, NOON + MINUTE)).toEqual({ kind: 'send' });
});

it('what lies before the window does not count', () => {
  expect(mayPage([NOON - 20 * MINUTE, NOON - 19 * MINUTE, NOON - 18 * MINUTE, NOON - MINUTE], sms, NOON)).toEqual({
    kind: 'send',
  });
});

it('without bundling only the limit holds', () => {
  expect(mayPage([NOON, NOON], { ...sms, bundleWithin: null }, NOON)).toEqual({ kind: 'send' });
});
