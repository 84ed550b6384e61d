/** When somebody stopped, as they enter it on the responder page. */
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { enteredStop, stoppedForm } from './stopped.ts';

const paris = zoneTable(TEST_ZONES, 'Europe/Paris');
/** 02:10 in Paris. */
const START = Date.UTC(2026, 9, 7, 0, 10);
const record = {
  id: 'i',
  start: START,
  end: null,
  endedBy: null,
  actedAt: START,
  confirmedAt: null,
  travelBefore: 0,
  travelAfter: 20 * MINUTE,
};

it('the form shows the assumed end, in the person’s zone, and no time to come', () => {
  const shown = (now: number) => stoppedForm(record, paris, 15 * MINUTE, now);
  expect(shown(START + HOUR)).toEqual({
    start: '2026-10-07T02:10',
    end: '2026-10-07T02:25',
    latest: '2026-10-07T03:10',
    travelBefore: 0,
    travelAfter: 20,
  });
  expect(shown(START + MINUTE)).toMatchObject({ end: '2026-10-07T02:11', latest: '2026-10-07T02:11' });
});

it.each<[Record<string, string>, object | null]>([
  [
    { at: '2026-10-07T02:30', before: '15', after: '0' },
    { end: START + 20 * MINUTE, travel: [15, 0] },
  ],
  [{ at: '2026-10-07T02:30' }, { end: START + 20 * MINUTE, travel: [0, 0] }],
  [{ at: '', before: '0', after: '0' }, null],
  [{ at: 'yesterday' }, null],
  [{}, null],
  [{ at: '2026-10-07T02:30', before: '-5' }, null],
  [{ at: '2026-10-07T02:30', after: '1441' }, null],
  [{ at: '2026-10-07T02:30', after: '1e3' }, null],
])('%j', (fields, expected) => {
  const entered = enteredStop(fields, paris);
  const { before, after } = entered?.travel ?? { before: 0, after: 0 };
  expect(entered && { end: entered.end, travel: [before / MINUTE, after / MINUTE] }).toEqual(expected);
});
