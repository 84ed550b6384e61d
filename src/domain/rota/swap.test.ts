import { describe, expect, test } from 'vitest';
import type { Swap } from '#domain/rota/model';
import { onCallAt } from '#domain/rota/on-call';
import { at, every, layer, noFacts, override, rota } from '#domain/rota/rota.fixture';
import type { SwapEvent, SwapRequest } from '#domain/rota/swap';
import { advanceSwap, askSwap, expiresAt, overridesOf, reminderTimes } from '#domain/rota/swap';

/** Ann has the first day, Ben the second, Cleo the third, and so on. */
const DAYS = rota('UTC', [layer('l', 'ann, ben, cleo', { rotation: every(1, 'day', '2026-01-05T00:00') })], {
  id: 'sre',
});
const context = { rotaId: 'sre', rota: DAYS, facts: noFacts };
const NOW = at('2026-01-01T00:00');
const day = (date: string): { start: number; end: number } => ({
  start: at(`2026-01-${date}T00:00`),
  end: at(`2026-01-${date}T00:00`) + 86_400_000,
});
const REQUEST: SwapRequest = { id: 's1', by: 'ann', window: day('05'), inReturn: null, askedOf: null, note: 'dentist' };

function asked(rest: Partial<SwapRequest> = {}): Swap {
  const answer = askSwap({ ...REQUEST, ...rest }, context, NOW);
  if (!answer.ok) {
    throw new Error(answer.message);
  }
  return answer.swap;
}

function reason(swap: Swap, event: SwapEvent, now = NOW + 1, where = context): string {
  const answer = advanceSwap(swap, event, where, now);
  return answer.ok ? answer.swap.state : answer.reason;
}

describe('asking', () => {
  test('opens a swap that keeps the consent', () => {
    expect(asked()).toEqual({
      id: 's1',
      rota: 'sre',
      window: day('05'),
      inReturn: null,
      askedOf: null,
      state: 'open',
      asked: { by: 'ann', at: NOW },
      taken: null,
      closed: null,
      note: 'dentist',
    });
  });

  test.each<[string, Partial<SwapRequest>, number]>([
    ['badWindow', { window: { start: at('2026-01-06T00:00'), end: at('2026-01-05T00:00') } }, NOW],
    ['badWindow', { inReturn: { start: Number.NaN, end: at('2026-01-05T00:00') } }, NOW],
    ['badWindow', { inReturn: { start: day('05').end - 1, end: day('06').end } }, NOW],
    ['tooLong', { window: { start: day('05').start, end: day('05').start + 367 * 86_400_000 } }, NOW],
    ['tooLong', { window: { start: at('2100-12-31T00:00'), end: at('2101-01-02T00:00') } }, NOW],
    ['over', {}, day('05').end],
    ['over', { window: day('08'), inReturn: day('05') }, day('07').start],
    ['askedOfSelf', { askedOf: 'ann' }, NOW],
    ['notOnCall', { window: day('06') }, NOW],
    ['returnNotTheirs', { askedOf: 'ben', inReturn: day('07') }, NOW],
  ])('is refused: %s', (why, rest, now) => {
    expect(askSwap({ ...REQUEST, ...rest }, context, now)).toMatchObject({
      ok: false,
      reason: why,
      message: expect.stringMatching(/\.$/),
    });
  });

  test('may name a colleague and a shift in return', () => {
    expect(asked({ askedOf: 'ben', inReturn: day('06') })).toMatchObject({
      askedOf: 'ben',
      inReturn: day('06'),
      state: 'open',
    });
  });
});

describe('taking', () => {
  test('keeps both consents and makes the override', () => {
    const answer = advanceSwap(asked(), { kind: 'take', by: 'cleo' }, context, NOW + 5);
    expect(answer).toMatchObject({
      ok: true,
      swap: { state: 'taken', asked: { by: 'ann', at: NOW }, taken: { by: 'cleo', at: NOW + 5 } },
    });
    const swaps = answer.ok ? [answer.swap] : [];
    expect(onCallAt(DAYS, { ...noFacts, swaps }, at('2026-01-05T12:00')).map(({ user }) => user)).toEqual(['cleo']);
    expect(onCallAt(DAYS, { ...noFacts, swaps }, at('2026-01-08T12:00')).map(({ user }) => user)).toEqual(['ann']);
  });

  test('with a shift in return makes two', () => {
    const answer = advanceSwap(asked({ inReturn: day('06') }), { kind: 'take', by: 'ben' }, context, NOW + 5);
    const swaps = answer.ok ? [answer.swap] : [];
    expect(
      ['2026-01-05T12:00', '2026-01-06T12:00'].map((text) => onCallAt(DAYS, { ...noFacts, swaps }, at(text))[0]?.user),
    ).toEqual(['ben', 'ann']);
    expect(swaps.flatMap(overridesOf).map(({ id }) => id)).toEqual(['swap:s1', 'return:s1']);
  });

  test('is refused to the asker, to whom it was not asked of, to whom has no shift in return, and when it is over', () => {
    expect(reason(asked(), { kind: 'take', by: 'ann' })).toBe('ownSwap');
    expect(reason(asked({ askedOf: 'ben' }), { kind: 'take', by: 'cleo' })).toBe('notAsked');
    expect(reason(asked({ inReturn: day('06') }), { kind: 'take', by: 'cleo' })).toBe('returnNotTheirs');
    expect(reason(asked(), { kind: 'take', by: 'ben' }, day('05').end)).toBe('over');
    expect(reason(asked(), { kind: 'take', by: 'ben' }, day('05').end - 1)).toBe('taken');
  });

  test('is refused when nothing of the shift is left in the window', () => {
    const long = asked({ window: { start: day('05').start, end: day('06').end } });
    expect(reason(long, { kind: 'take', by: 'cleo' }, day('05').end - 1)).toBe('taken');
    expect(reason(long, { kind: 'take', by: 'cleo' }, day('05').end)).toBe('notOnCall');
  });

  test('is refused once the shift went to somebody else', () => {
    const edited = {
      ...DAYS,
      overrides: [override('2026-01-05T00:00', '2026-01-06T00:00', { kind: 'set', users: ['cleo'] })],
    };
    expect(reason(asked(), { kind: 'take', by: 'ben' }, NOW, { ...context, rota: edited })).toBe('notOnCall');
  });
});

describe('ending otherwise', () => {
  test('only the colleague who was asked declines', () => {
    expect(reason(asked({ askedOf: 'ben' }), { kind: 'decline', by: 'ben' })).toBe('declined');
    expect(reason(asked({ askedOf: 'ben' }), { kind: 'decline', by: 'cleo' })).toBe('notAsked');
    expect(reason(asked(), { kind: 'decline', by: 'ben' })).toBe('notAsked');
  });

  test('the asker or a manager cancels', () => {
    expect(reason(asked(), { kind: 'cancel', by: 'ann', forOthers: false })).toBe('cancelled');
    expect(reason(asked(), { kind: 'cancel', by: 'cleo', forOthers: true })).toBe('cancelled');
    expect(reason(asked(), { kind: 'cancel', by: 'cleo', forOthers: false })).toBe('notYours');
  });

  test('it expires at the end of the earlier window, not before', () => {
    expect(reason(asked(), { kind: 'expire' }, day('05').end - 1)).toBe('notYet');
    expect(reason(asked(), { kind: 'expire' }, day('05').end)).toBe('expired');
    expect(expiresAt({ window: day('08'), inReturn: day('06') })).toBe(day('06').end);
  });
});

describe('once it has ended', () => {
  const ended = (event: SwapEvent, rest: Partial<SwapRequest> = {}, now = NOW + 1): Swap => {
    const answer = advanceSwap(asked(rest), event, context, now);
    if (!answer.ok) {
      throw new Error(answer.message);
    }
    return answer.swap;
  };
  const EVENTS: [SwapEvent, Partial<SwapRequest>, number][] = [
    [{ kind: 'take', by: 'ben' }, {}, NOW + 1],
    [{ kind: 'decline', by: 'ben' }, { askedOf: 'ben' }, NOW + 1],
    [{ kind: 'cancel', by: 'ann', forOthers: false }, {}, NOW + 1],
    [{ kind: 'expire' }, {}, day('05').end],
  ];

  test.each(EVENTS)('the same again changes nothing, anything else is refused: %j', (event, rest, now) => {
    const swap = ended(event, rest, now);
    expect(advanceSwap(swap, event, context, now + 7)).toEqual({ ok: true, swap });
    const others = EVENTS.map(([other]) => other).filter(({ kind }) => kind !== event.kind);
    expect(others.map((other) => reason(swap, other, now + 7))).toEqual(['notOpen', 'notOpen', 'notOpen']);
    expect(reason(swap, { kind: 'take', by: 'cleo' }, now + 7)).toBe('notOpen');
  });
});

test('reminders come ahead of the window, and not before it was asked', () => {
  const HOURS = 3_600_000;
  expect(reminderTimes(asked()).map((time) => (day('05').start - time) / HOURS)).toEqual([72, 24, 12]);
  expect(reminderTimes({ window: day('05'), asked: { by: 'ann', at: day('05').start - 13 * HOURS } })).toHaveLength(1);
});
