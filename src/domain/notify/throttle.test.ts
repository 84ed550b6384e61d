import { expect, it } from 'vitest';
import { goesAlone, mayPage } from '#domain/notify/throttle';
import { MINUTE, SECOND } from '#domain/time/duration';

const NOON = Date.UTC(2026, 2, 2, 12);
const sms = {
  limit: { count: 3, per: 15 * MINUTE },
  bundle: { after: { count: 1, per: 30 * SECOND }, within: 30 * SECOND, most: 1000, costly: true },
};
const mail = {
  limit: { count: Number.MAX_SAFE_INTEGER, per: MINUTE },
  bundle: { after: { count: 10, per: MINUTE }, within: 30 * SECOND, most: 100, costly: false },
};
const sentAt = (...instants: number[]) => instants.map((at) => ({ at, pages: 1, severity: 1 }));
const ten = sentAt(...Array.from({ length: 10 }, (_one, index) => NOON + index * SECOND));

it('the first goes at once', () => {
  expect(mayPage([], sms, NOON)).toEqual({ kind: 'send' });
});

it('within 30 seconds of the last one it waits for the end of them, to go with others', () => {
  expect(mayPage(sentAt(NOON - 10 * SECOND), sms, NOON)).toEqual({ kind: 'hold', until: NOON + 20 * SECOND });
  expect(mayPage(sentAt(NOON - 30 * SECOND), sms, NOON)).toEqual({ kind: 'send' });
});

it('over the limit it waits until the oldest of them is out of the window', () => {
  const sent = sentAt(NOON - 14 * MINUTE, NOON - 10 * MINUTE, NOON - 5 * MINUTE);
  expect(mayPage(sent, sms, NOON)).toEqual({ kind: 'hold', until: NOON + MINUTE });
  expect(mayPage(sent, sms, NOON, true)).toEqual({ kind: 'hold', until: NOON + MINUTE });
  expect(mayPage(sent, sms, NOON + MINUTE)).toEqual({ kind: 'send' });
});

it('what lies before the window does not count', () => {
  const sent = sentAt(NOON - 20 * MINUTE, NOON - 19 * MINUTE, NOON - 18 * MINUTE, NOON - MINUTE);
  expect(mayPage(sent, sms, NOON)).toEqual({ kind: 'send' });
});

it('without bundling only the limit holds', () => {
  expect(mayPage(sentAt(NOON, NOON), { ...sms, bundle: null }, NOON)).toEqual({ kind: 'send' });
});

it('ten within a minute go one by one, further ones wait for 30 seconds after the last at most', () => {
  expect(mayPage(ten.slice(0, 9), mail, NOON + 9 * SECOND)).toEqual({ kind: 'send' });
  expect(mayPage(ten, mail, NOON + 10 * SECOND)).toEqual({ kind: 'hold', until: NOON + 39 * SECOND });
  expect(mayPage(ten, mail, NOON + 39 * SECOND)).toEqual({ kind: 'send' });
});

it('what waited once waits no longer, whatever left meanwhile', () => {
  const worse = [...ten, { at: NOON + 35 * SECOND, pages: 1, severity: 3 }];
  expect(mayPage(worse, mail, NOON + 39 * SECOND, true)).toEqual({ kind: 'send' });
});

it('pages in a bundle count one by one', () => {
  const bundle = [{ at: NOON, pages: 10, severity: 1 }];
  expect(mayPage(bundle, mail, NOON + 10 * SECOND)).toEqual({ kind: 'hold', until: NOON + 30 * SECOND });
  expect(mayPage(bundle, mail, NOON + MINUTE)).toEqual({ kind: 'send' });
});

it('what is worse than all of the last minute goes alone, unless messages cost money', () => {
  expect(goesAlone(2, ten, mail, NOON + 10 * SECOND)).toBe(true);
  expect(goesAlone(1, ten, mail, NOON + 10 * SECOND)).toBe(false);
  expect(goesAlone(2, [{ at: NOON - MINUTE, pages: 1, severity: 3 }, ...ten], mail, NOON)).toBe(true);
  expect(goesAlone(2, [{ at: NOON - MINUTE + 1, pages: 1, severity: 2 }, ...ten], mail, NOON)).toBe(false);
  expect(goesAlone(3, ten, sms, NOON + 10 * SECOND)).toBe(false);
  expect(goesAlone(3, ten, { ...mail, bundle: null }, NOON)).toBe(false);
});
