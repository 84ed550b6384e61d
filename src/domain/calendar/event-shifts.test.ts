import { expect, it } from 'vitest';
import { every, layer, noFacts, rota } from '#domain/rota/rota.fixture';
import { DAY, HOUR } from '#domain/time/duration';
import { eventShifts, uidOf } from '#domain/calendar/event-shifts';

const START = Date.UTC(2026, 2, 16, 9);
const WEEKS = rota('UTC', [layer('week', 'ann, ben', { rotation: every(1, 'week', '2026-01-05T09:00') })]);
const ALWAYS = rota('UTC', [layer('all', 'ann')]);
const uidsOf = (asked: typeof WEEKS, now: number) =>
  eventShifts('sre', asked, noFacts, { from: now, to: now + 10 * DAY, now }).map(uidOf);

it('the running shift has the UID of its start, whenever it is asked for', () => {
  expect(uidsOf(WEEKS, START + 6 * DAY)).toEqual(expect.arrayContaining(uidsOf(WEEKS, START + HOUR)));
  expect(uidsOf(WEEKS, START + HOUR)[0]).toBe(`sre.ann.${START}@vigie`);
});

it('a shift that always was has a UID of its own, which stays', () => {
  expect([uidsOf(ALWAYS, START), uidsOf(ALWAYS, START + DAY)]).toEqual([
    ['sre.ann.always@vigie'],
    ['sre.ann.always@vigie'],
  ]);
});
