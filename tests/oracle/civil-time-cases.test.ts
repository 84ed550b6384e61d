/** Clock changes, short months and odd shifts, worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { Case } from './builders.ts';
import { answers, every, layer, on, override, rota } from './builders.ts';

const PARIS = 'Europe/Paris';
const daily = (start: string, slots = 'ann, ben'): ReturnType<typeof layer> =>
  layer('l', slots, { rotation: every(1, 'day', start) });
const set = (start: string, end: string): ReturnType<typeof override> =>
  override(start, end, { kind: 'set', users: ['cleo'] });

/** 2026-03-29: 02:00 becomes 03:00 at 01:00Z. */
const spring: Case[] = [
  {
    name: 'handoff in the gap',
    rota: rota(PARIS, [daily('2026-03-27T02:30')]),
    expected: {
      '2026-03-29T00:59:59.999Z': 'ben',
      '2026-03-29T01:00:00Z': 'ann',
      '2026-03-30T00:29:59.999Z': 'ann',
      '2026-03-30T00:30:00Z': 'ben',
    },
  },
  {
    name: 'window starts in the gap',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('sun', '02:30', '08:00')] })]),
    expected: {
      '2026-03-29T00:59:59.999Z': '-',
      '2026-03-29T01:00:00Z': 'ann',
      '2026-03-29T05:59:59.999Z': 'ann',
      '2026-03-29T06:00:00Z': '-',
    },
  },
  {
    name: 'window ends in the gap',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('sat', '20:00', '02:30')] })]),
    expected: {
      '2026-03-28T18:59:59.999Z': '-',
      '2026-03-28T19:00:00Z': 'ann',
      '2026-03-29T00:59:59.999Z': 'ann',
      '2026-03-29T01:00:00Z': '-',
    },
  },
  {
    name: 'window within the gap covers nothing',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('sun', '02:10', '02:50')] })]),
    expected: { '2026-03-29T00:59:59.999Z': '-', '2026-03-29T01:00:00Z': '-', '2026-04-05T00:10:00Z': 'ann' },
  },
  {
    name: 'override starts in the gap',
    rota: rota(PARIS, [layer('l', 'ann')], { overrides: [set('2026-03-29T02:30', '2026-03-29T12:00')] }),
    expected: {
      '2026-03-29T00:59:59.999Z': 'ann',
      '2026-03-29T01:00:00Z': 'cleo',
      '2026-03-29T09:59:59.999Z': 'cleo',
      '2026-03-29T10:00:00Z': 'ann',
    },
  },
  {
    name: 'override ends in the gap',
    rota: rota(PARIS, [layer('l', 'ann')], { overrides: [set('2026-03-28T22:00', '2026-03-29T02:30')] }),
    expected: {
      '2026-03-28T20:59:59.999Z': 'ann',
      '2026-03-28T21:00:00Z': 'cleo',
      '2026-03-29T00:59:59.999Z': 'cleo',
      '2026-03-29T01:00:00Z': 'ann',
    },
  },
  {
    name: 'hourly: the shift of 02:00 is dropped, its turn is not',
    rota: rota(PARIS, [layer('l', 'ann, ben, cleo, dee', { rotation: every(1, 'hour', '2026-03-29T00:00') })]),
    expected: {
      '2026-03-29T00:59:59.999Z': 'ben',
      '2026-03-29T01:00:00Z': 'dee',
      '2026-03-29T01:59:59.999Z': 'dee',
      '2026-03-29T02:00:00Z': 'ann',
    },
  },
  {
    name: 'layer ends in the gap',
    rota: rota(PARIS, [layer('l', 'ann', { effectiveUntil: '2026-03-29T02:30' })]),
    expected: { '2026-03-29T00:59:59.999Z': 'ann', '2026-03-29T01:00:00Z': '-' },
  },
];

/** 2026-10-25: 03:00 becomes 02:00 at 01:00Z; 02:30 comes at 00:30Z and at 01:30Z. */
const autumn: Case[] = [
  {
    name: 'handoff in the repeated hour is the first',
    rota: rota(PARIS, [daily('2026-10-23T02:30')]),
    expected: {
      '2026-10-25T00:29:59.999Z': 'ben',
      '2026-10-25T00:30:00Z': 'ann',
      '2026-10-25T01:30:00Z': 'ann',
      '2026-10-26T01:29:59.999Z': 'ann',
      '2026-10-26T01:30:00Z': 'ben',
    },
  },
  {
    name: 'window starts at the first 02:30',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('sun', '02:30', '08:00')] })]),
    expected: {
      '2026-10-25T00:29:59.999Z': '-',
      '2026-10-25T00:30:00Z': 'ann',
      '2026-10-25T01:00:00Z': 'ann',
      '2026-10-25T06:59:59.999Z': 'ann',
      '2026-10-25T07:00:00Z': '-',
    },
  },
  {
    name: 'window ends at the second 02:30',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('sat', '20:00', '02:30')] })]),
    expected: { '2026-10-25T00:30:00Z': 'ann', '2026-10-25T01:29:59.999Z': 'ann', '2026-10-25T01:30:00Z': '-' },
  },
  {
    name: 'override starts at the first 02:30 and ends at the second',
    rota: rota(PARIS, [layer('l', 'ann')], {
      overrides: [set('2026-10-25T02:30', '2026-10-25T02:30:30'), set('2026-10-24T12:00', '2026-10-24T13:00')],
    }),
    expected: {
      '2026-10-25T00:29:59.999Z': 'ann',
      '2026-10-25T00:30:00Z': 'cleo',
      '2026-10-25T01:30:29.999Z': 'cleo',
      '2026-10-25T01:30:30Z': 'ann',
    },
  },
  {
    name: 'override with offsets means what it says',
    rota: rota(PARIS, [layer('l', 'ann')], { overrides: [set('2026-10-25T02:30+01:00', '2026-10-25T02:45+01:00')] }),
    expected: {
      '2026-10-25T00:35:00Z': 'ann',
      '2026-10-25T01:29:59.999Z': 'ann',
      '2026-10-25T01:30:00Z': 'cleo',
      '2026-10-25T01:45:00Z': 'ann',
    },
  },
  {
    name: 'where layers overlap in the repeated hour, the higher wins',
    rota: rota(PARIS, [
      layer('low', 'ben', { restrictions: [on('sun', '02:30', '12:00')] }),
      layer('high', 'ann', { restrictions: [on('sat', '20:00', '02:30')] }),
    ]),
    expected: { '2026-10-25T00:30:00Z': 'ann', '2026-10-25T01:29:59.999Z': 'ann', '2026-10-25T01:30:00Z': 'ben' },
  },
  {
    name: 'hourly: the shift of 02:00 lasts two hours',
    rota: rota(PARIS, [layer('l', 'ann, ben, cleo, dee', { rotation: every(1, 'hour', '2026-10-25T00:00') })]),
    expected: {
      '2026-10-24T23:59:59.999Z': 'ben',
      '2026-10-25T00:00:00Z': 'cleo',
      '2026-10-25T01:59:59.999Z': 'cleo',
      '2026-10-25T02:00:00Z': 'dee',
    },
  },
  {
    name: 'a night across the change has both 02:30s',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('daily', '22:00', '06:00')] })]),
    expected: {
      '2026-10-24T19:59:59.999Z': '-',
      '2026-10-24T20:00:00Z': 'ann',
      '2026-10-25T00:30:00Z': 'ann',
      '2026-10-25T01:30:00Z': 'ann',
      '2026-10-25T04:59:59.999Z': 'ann',
      '2026-10-25T05:00:00Z': '-',
    },
  },
];

const elsewhere: Case[] = [
  {
    name: 'Lord Howe goes back half an hour: 01:45 comes twice',
    rota: rota('Australia/Lord_Howe', [layer('l', 'ann', { restrictions: [on('sun', '01:45', '01:50')] })]),
    expected: {
      '2026-04-04T14:44:59.999Z': '-',
      '2026-04-04T14:45:00Z': 'ann',
      '2026-04-04T15:19:59.999Z': 'ann',
      '2026-04-04T15:20:00Z': '-',
    },
  },
  {
    name: 'Lord Howe goes forward half an hour: 02:10 becomes 02:30',
    rota: rota('Australia/Lord_Howe', [daily('2026-10-03T02:10')]),
    expected: { '2026-10-03T15:29:59.999Z': 'ann', '2026-10-03T15:30:00Z': 'ben' },
  },
  {
    name: 'Beirut skips midnight',
    rota: rota('Asia/Beirut', [daily('2026-03-28T00:00')]),
    expected: {
      '2026-03-28T21:59:59.999Z': 'ann',
      '2026-03-28T22:00:00Z': 'ben',
      '2026-03-29T20:59:59.999Z': 'ben',
      '2026-03-29T21:00:00Z': 'ann',
    },
  },
  {
    name: 'Santiago repeats the hour before midnight',
    rota: rota('America/Santiago', [layer('l', 'ann', { restrictions: [on('sat', '12:00', '23:30')] })]),
    expected: { '2026-04-05T02:30:00Z': 'ann', '2026-04-05T03:29:59.999Z': 'ann', '2026-04-05T03:30:00Z': '-' },
  },
  {
    name: 'Apia has no 30 December 2011: its shift is dropped',
    rota: rota('Pacific/Apia', [daily('2011-12-29T00:00', 'ann, ben, cleo')]),
    expected: { '2011-12-30T09:59:59.999Z': 'ann', '2011-12-30T10:00:00Z': 'cleo', '2011-12-31T10:00:00Z': 'ann' },
  },
  {
    name: 'a window on the day that Apia skipped covers nothing, the night before ends with it',
    rota: rota('Pacific/Apia', [
      layer('l', 'ann', { restrictions: [on('fri', '09:00', '17:00'), on('thu', '22:00', '06:00')] }),
    ]),
    expected: { '2011-12-30T09:59:59.999Z': 'ann', '2011-12-30T10:00:00Z': '-', '2011-12-30T20:00:00Z': '-' },
  },
  {
    name: 'follow the sun: each layer in its own zone',
    rota: rota('UTC', [
      layer('east', 'ann', { timeZone: 'Asia/Kathmandu', restrictions: [on('daily', '09:00', '21:00')] }),
      layer('west', 'ben', { timeZone: 'America/New_York', restrictions: [on('daily', '11:15', '23:15')] }),
    ]),
    expected: {
      '2026-01-10T03:14:59.999Z': 'ben',
      '2026-01-10T04:15:00Z': 'ann',
      '2026-01-10T15:14:59.999Z': 'ann',
      '2026-01-10T16:15:00Z': 'ben',
      '2026-07-10T15:15:00Z': 'ben',
    },
  },
];

const lengths: Case[] = [
  {
    name: '12 hours from 08:00 change at 08:00 and 20:00, summer and winter',
    rota: rota(PARIS, [layer('l', 'ann, ben', { rotation: every(12, 'hour', '2026-01-05T08:00') })]),
    expected: {
      '2026-01-06T07:00:00Z': 'ann',
      '2026-01-06T19:00:00Z': 'ben',
      '2026-07-06T05:59:59.999Z': 'ben',
      '2026-07-06T06:00:00Z': 'ann',
      '2026-07-06T18:00:00Z': 'ben',
      '2026-12-24T07:00:00Z': 'ann',
    },
  },
  {
    name: '8 hours: the night of the change lasts 7',
    rota: rota(PARIS, [layer('l', 'ann, ben, cleo', { rotation: every(8, 'hour', '2026-03-29T00:00') })]),
    expected: {
      '2026-03-28T23:00:00Z': 'ann',
      '2026-03-29T05:59:59.999Z': 'ann',
      '2026-03-29T06:00:00Z': 'ben',
      '2026-03-29T14:00:00Z': 'cleo',
    },
  },
  {
    name: '7 hours walk round the clock',
    rota: rota(PARIS, [layer('l', 'ann, ben', { rotation: every(7, 'hour', '2026-03-28T00:00') })]),
    expected: {
      '2026-03-28T05:59:59.999Z': 'ann',
      '2026-03-28T06:00:00Z': 'ben',
      '2026-03-28T20:00:00Z': 'ben',
      '2026-03-29T01:59:59.999Z': 'ben',
      '2026-03-29T02:00:00Z': 'ann',
    },
  },
  {
    name: 'months from the 31st clamp and come back',
    rota: rota('UTC', [layer('l', 'ann, ben', { rotation: every(1, 'month', '2027-01-31T09:00') })]),
    expected: {
      '2027-02-28T08:59:59.999Z': 'ann',
      '2027-02-28T09:00:00Z': 'ben',
      '2027-03-28T09:00:00Z': 'ben',
      '2027-03-31T08:59:59.999Z': 'ben',
      '2027-03-31T09:00:00Z': 'ann',
      '2027-04-30T09:00:00Z': 'ben',
    },
  },
  {
    name: 'months in a leap year',
    rota: rota('UTC', [layer('l', 'ann, ben', { rotation: every(1, 'month', '2028-01-31T09:00') })]),
    expected: { '2028-02-29T08:59:59.999Z': 'ann', '2028-02-29T09:00:00Z': 'ben' },
  },
  {
    name: 'years from 29 February',
    rota: rota('UTC', [layer('l', 'ann, ben', { rotation: every(12, 'month', '2024-02-29T00:00') })]),
    expected: {
      '2025-02-27T23:59:59.999Z': 'ann',
      '2025-02-28T00:00:00Z': 'ben',
      '2026-02-28T00:00:00Z': 'ann',
      '2028-02-28T23:59:59.999Z': 'ben',
      '2028-02-29T00:00:00Z': 'ann',
    },
  },
  {
    name: 'before the start there is nobody',
    rota: rota('UTC', [layer('l', 'ann', { rotation: every(1, 'week', '2026-01-05T09:00') })]),
    expected: {
      '1970-01-02T00:00:00Z': '-',
      '2026-01-05T08:59:59.999Z': '-',
      '2026-01-05T09:00:00Z': 'ann',
      '2099-12-31T00:00:00Z': 'ann',
    },
  },
  {
    name: 'from == to is 24 hours, 24:00 the end of the day',
    rota: rota('UTC', [
      layer('l', 'ann', { restrictions: [on('mon', '09:00', '09:00'), on('wed', '18:00', '24:00')] }),
    ]),
    expected: {
      '2026-01-05T08:59:59.999Z': '-',
      '2026-01-05T09:00:00Z': 'ann',
      '2026-01-06T08:59:59.999Z': 'ann',
      '2026-01-06T09:00:00Z': '-',
      '2026-01-07T23:59:59.999Z': 'ann',
      '2026-01-08T00:00:00Z': '-',
    },
  },
  {
    name: 'a window across midnight belongs to the day on which it starts',
    rota: rota('UTC', [layer('l', 'ann', { restrictions: [on('fri', '18:00', '09:00')] })]),
    expected: {
      '2026-01-09T17:59:59.999Z': '-',
      '2026-01-09T18:00:00Z': 'ann',
      '2026-01-10T08:59:59.999Z': 'ann',
      '2026-01-10T09:00:00Z': '-',
      '2026-01-10T18:00:00Z': '-',
    },
  },
];

describe.each([
  ['in spring', spring],
  ['in autumn', autumn],
  ['in other zones', elsewhere],
  ['shifts and windows', lengths],
])('%s', (_, cases) => {
  test.each(cases)('$name', (one) => {
    const { product, oracle } = answers(one);
    expect(product).toEqual(one.expected);
    expect(oracle).toEqual(one.expected);
  });
});
