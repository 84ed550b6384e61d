/** Turns, holidays, overrides and absences, worked out by hand. */
import { describe, expect, test } from 'vitest';
import { resolve } from '#domain/rota/resolve';
import type { Case } from './builders.ts';
import { answers, away, every, layer, noFacts, on, override, rota } from './builders.ts';

const PARIS = 'Europe/Paris';
const weekly = every(1, 'week', '2026-01-05T00:00');
const office = on('workday', '09:00', '18:00');

const holidays = (region: string, friday: string, december: string): Case => ({
  name: `workday in ${region} on Good Friday and on 26 December`,
  rota: rota(PARIS, [layer('all', 'ann'), layer('office', 'ben', { restrictions: [office] })], { holidays: region }),
  expected: {
    '2026-04-02T10:00:00Z': 'ben',
    '2026-04-03T10:00:00Z': friday,
    '2026-04-06T10:00:00Z': 'ann',
    '2028-12-26T10:00:00Z': december,
    '2028-12-25T10:00:00Z': 'ann',
    '2028-12-27T10:00:00Z': 'ben',
  },
});

const turns: Case[] = [
  holidays('FR', 'ben', 'ben'),
  holidays('FR-57', 'ann', 'ann'),
  {
    name: 'holiday names the public holidays and nothing else',
    rota: rota(PARIS, [layer('l', 'ann', { restrictions: [on('holiday', '00:00', '00:00')] })], { holidays: 'FR' }),
    expected: {
      '2026-05-01T10:00:00Z': 'ann',
      '2026-05-02T10:00:00Z': '-',
      '2026-05-01T22:00:00Z': '-',
      '2026-04-30T22:00:00Z': 'ann',
    },
  },
  {
    name: 'without a region no day is a holiday',
    rota: rota(PARIS, [
      layer('l', 'ann', { restrictions: [on('holiday', '00:00', '00:00')] }),
      layer('w', 'ben', { restrictions: [on('workday', '00:00', '00:00')] }),
    ]),
    expected: { '2026-05-01T10:00:00Z': 'ben', '2026-05-02T10:00:00Z': '-' },
  },
  {
    name: 'a person in two slots',
    rota: rota('UTC', [layer('l', 'ann, ben, ann, cleo', { rotation: weekly })]),
    expected: {
      '2026-01-05T00:00:00Z': 'ann',
      '2026-01-12T00:00:00Z': 'ben',
      '2026-01-19T00:00:00Z': 'ann',
      '2026-01-26T00:00:00Z': 'cleo',
      '2026-02-02T00:00:00Z': 'ann',
    },
  },
  {
    name: 'an empty slot leaves its week to the layer below',
    rota: rota('UTC', [layer('low', 'cleo'), layer('l', 'ann, -', { rotation: weekly })]),
    expected: { '2026-01-05T00:00:00Z': 'ann', '2026-01-12T00:00:00Z': 'cleo', '2026-01-19T00:00:00Z': 'ann' },
  },
  {
    name: 'an empty slot and nothing below',
    rota: rota('UTC', [layer('l', 'ann, -', { rotation: weekly })]),
    expected: { '2026-01-12T00:00:00Z': '-' },
  },
  {
    name: 'several people in a slot',
    rota: rota('UTC', [layer('l', 'ann, ben+cleo', { rotation: weekly })]),
    expected: { '2026-01-05T00:00:00Z': 'ann', '2026-01-12T00:00:00Z': 'ben+cleo' },
  },
  {
    name: 'without a rotation the first slot is always on',
    rota: rota('UTC', [layer('l', 'ann, ben')]),
    expected: { '1970-01-01T00:00:00Z': 'ann', '2100-01-01T00:00:00Z': 'ann' },
  },
  { name: 'no layers', rota: rota('UTC', []), expected: { '2026-01-05T00:00:00Z': '-' } },
  {
    name: 'no layers but an override',
    rota: rota('UTC', [], {
      overrides: [override('2026-01-05T00:00', '2026-01-06T00:00', { kind: 'add', users: ['ann'] })],
    }),
    expected: { '2026-01-05T00:00:00Z': 'ann', '2026-01-06T00:00:00Z': '-' },
  },
  {
    name: 'no participants',
    rota: rota('UTC', [layer('l', '', { rotation: weekly })]),
    expected: { '2026-01-05T00:00:00Z': '-' },
  },
  {
    name: 'outside its dates a layer has nobody',
    rota: rota('UTC', [
      layer('low', 'cleo'),
      layer('l', 'ann', { effectiveFrom: '2026-01-05T00:00', effectiveUntil: '2026-02-01T00:00' }),
    ]),
    expected: {
      '2026-01-04T23:59:59.999Z': 'cleo',
      '2026-01-05T00:00:00Z': 'ann',
      '2026-01-31T23:59:59.999Z': 'ann',
      '2026-02-01T00:00:00Z': 'cleo',
    },
  },
];

/** Ann has the first week; Ben, Cleo and Dee follow. */
const four = layer('l', 'ann, ben, cleo, dee', { rotation: weekly });
const inWeek1 = (who: string): Record<string, string> => ({ '2026-01-07T12:00:00Z': who });
const all = (user: string): ReturnType<typeof away> => away(user, '2026-01-01T00:00', '2026-02-01T00:00');
const during = (change: Parameters<typeof override>[2], rest = {}): ReturnType<typeof override> =>
  override('2026-01-07T00:00', '2026-01-08T00:00', change, rest);

const absences: Case[] = [
  { name: 'flag: still on call', rota: rota('UTC', [four]), absences: [all('ann')], expected: inWeek1('ann') },
  {
    name: 'skip: removed',
    rota: rota('UTC', [four], { onAbsence: 'skip' }),
    absences: [all('ann')],
    expected: inWeek1('-'),
  },
  {
    name: 'skip: the layer below fills',
    rota: rota('UTC', [layer('low', 'dee'), four], { onAbsence: 'skip' }),
    absences: [all('ann')],
    expected: inWeek1('dee'),
  },
  {
    name: 'next: the next of the rotation',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: [all('ann')],
    expected: inWeek1('ben'),
  },
  {
    name: 'next: who is not absent',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: [all('ann'), all('ben')],
    expected: inWeek1('cleo'),
  },
  {
    name: 'next: the rotation does not move',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: [all('ann')],
    expected: { '2026-01-14T12:00:00Z': 'ben' },
  },
  {
    name: 'next: instant by instant',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: [all('ann'), away('ben', '2026-01-07T00:00:00', '2026-01-08T00:00:00')],
    expected: { '2026-01-06T23:59:59.999Z': 'ben', '2026-01-07T00:00:00Z': 'cleo', '2026-01-08T00:00:00Z': 'ben' },
  },
  {
    name: 'next: not who is on already',
    rota: rota('UTC', [layer('l', 'ann+ben, ben, cleo', { rotation: weekly })], { onAbsence: 'next' }),
    absences: [all('ann')],
    expected: inWeek1('ben+cleo'),
  },
  {
    name: 'next: two who are absent get two',
    rota: rota('UTC', [layer('l', 'ann+ben, cleo, dee', { rotation: weekly })], { onAbsence: 'next' }),
    absences: [all('ann'), all('ben')],
    expected: inWeek1('cleo+dee'),
  },
  {
    name: 'next: nobody left',
    rota: rota('UTC', [layer('l', 'ann+ben, cleo', { rotation: weekly })], { onAbsence: 'next' }),
    absences: [all('ann'), all('ben')],
    expected: inWeek1('cleo'),
  },
  {
    name: 'everyone absent, flag',
    rota: rota('UTC', [four]),
    absences: ['ann', 'ben', 'cleo', 'dee'].map(all),
    expected: inWeek1('ann'),
  },
  {
    name: 'everyone absent, skip',
    rota: rota('UTC', [four], { onAbsence: 'skip' }),
    absences: ['ann', 'ben', 'cleo', 'dee'].map(all),
    expected: inWeek1('-'),
  },
  {
    name: 'everyone absent, next',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: ['ann', 'ben', 'cleo', 'dee'].map(all),
    expected: inWeek1('-'),
  },
  {
    name: 'an absence that begins in mid-week',
    rota: rota('UTC', [four], { onAbsence: 'next' }),
    absences: [away('ann', '2026-01-07T10:00:00', '2026-01-07T14:00:00')],
    expected: {
      '2026-01-07T09:59:59.999Z': 'ann',
      '2026-01-07T10:00:00Z': 'ben',
      '2026-01-07T13:59:59.999Z': 'ben',
      '2026-01-07T14:00:00Z': 'ann',
    },
  },
  {
    name: 'an absence does not remove whom a layer override names',
    rota: rota('UTC', [layer('low', 'dee'), four], {
      onAbsence: 'skip',
      overrides: [during({ kind: 'add', users: ['ann'] }, { layer: 'l' })],
    }),
    absences: [all('ann')],
    expected: { ...inWeek1('ann'), '2026-01-08T00:00:00Z': 'dee' },
  },
  {
    name: 'an absence does not remove whom a rota override names',
    rota: rota('UTC', [four], { onAbsence: 'next', overrides: [during({ kind: 'set', users: ['cleo'] })] }),
    absences: [all('cleo')],
    expected: inWeek1('cleo'),
  },
];

const overrides: Case[] = [
  {
    name: 'set: they alone',
    rota: rota('UTC', [four], { overrides: [during({ kind: 'set', users: ['cleo', 'dee'] })] }),
    expected: { '2026-01-06T23:59:59.999Z': 'ann', ...inWeek1('cleo+dee'), '2026-01-08T00:00:00Z': 'ann' },
  },
  {
    name: 'set nobody: a gap on purpose',
    rota: rota('UTC', [four], { overrides: [during({ kind: 'set', users: [] })] }),
    expected: inWeek1('-'),
  },
  {
    name: 'replace acts where the person is on call',
    rota: rota('UTC', [four], { overrides: [during({ kind: 'replace', user: 'ann', with: 'dee' })] }),
    expected: inWeek1('dee'),
  },
  {
    name: 'replace does nothing elsewhere',
    rota: rota('UTC', [four], { overrides: [during({ kind: 'replace', user: 'ben', with: 'dee' })] }),
    expected: inWeek1('ann'),
  },
  {
    name: 'add and remove',
    rota: rota('UTC', [four], {
      overrides: [during({ kind: 'add', users: ['ben', 'cleo'] }), during({ kind: 'remove', users: ['ann', 'ben'] })],
    }),
    expected: inWeek1('cleo'),
  },
  {
    name: 'a later one wins, creation after files',
    rota: rota('UTC', [four], {
      overrides: [
        during({ kind: 'set', users: ['ben'] }, { createdAt: 7 }),
        during({ kind: 'set', users: ['cleo'] }, { createdAt: 5 }),
        during({ kind: 'set', users: ['dee'] }),
      ],
    }),
    expected: inWeek1('ben'),
  },
  {
    name: 'in a layer, set extends its coverage',
    rota: rota('UTC', [layer('low', 'ben'), layer('top', 'ann', { restrictions: [on('mon', '09:00', '10:00')] })], {
      overrides: [during({ kind: 'set', users: ['cleo'] }, { layer: 'top' })],
    }),
    expected: inWeek1('cleo'),
  },
  {
    name: 'in a layer below, set is hidden by the layer above',
    rota: rota('UTC', [layer('low', 'ben'), layer('top', 'ann')], {
      overrides: [during({ kind: 'set', users: ['cleo'] }, { layer: 'low' })],
    }),
    expected: inWeek1('ann'),
  },
  {
    name: 'in a layer, remove leaves the time to the layer below',
    rota: rota('UTC', [layer('low', 'ben'), layer('top', 'ann')], {
      overrides: [during({ kind: 'remove', users: ['ann'] }, { layer: 'top' })],
    }),
    expected: inWeek1('ben'),
  },
  {
    name: 'in a layer, replace acts only where it covers',
    rota: rota('UTC', [layer('low', 'ann'), layer('top', 'ann', { restrictions: [on('mon', '09:00', '10:00')] })], {
      overrides: [during({ kind: 'replace', user: 'ann', with: 'dee' }, { layer: 'top' })],
    }),
    expected: inWeek1('ann'),
  },
  {
    name: 'of the whole rota, remove does not let lower layers in',
    rota: rota('UTC', [layer('low', 'ben'), layer('top', 'ann')], {
      overrides: [during({ kind: 'remove', users: ['ann'] })],
    }),
    expected: inWeek1('-'),
  },
  {
    name: 'an override is in the zone of the rota, not of the layer',
    rota: rota(PARIS, [layer('l', 'ann', { timeZone: 'Asia/Kathmandu' })], {
      overrides: [override('2026-01-07T09:00', '2026-01-07T10:00', { kind: 'set', users: ['ben'] }, { layer: 'l' })],
    }),
    expected: { '2026-01-07T07:59:59.999Z': 'ann', '2026-01-07T08:00:00Z': 'ben', '2026-01-07T09:00:00Z': 'ann' },
  },
];

describe.each([
  ['turns and holidays', turns],
  ['absences', absences],
  ['overrides', overrides],
])('%s', (_, cases) => {
  test.each(cases)('$name', (one) => {
    const { product, oracle } = answers(one);
    expect(product).toEqual(one.expected);
    expect(oracle).toEqual(one.expected);
  });
});

describe('turns that count only where the layer covers', () => {
  const people = ['ann', 'ben', 'cleo', 'dee', 'eve', 'fay', 'gus'];
  const workdays = (advance: 'always' | 'covered') =>
    rota(
      PARIS,
      [
        layer('l', people.join(', '), {
          rotation: every(1, 'day', '2026-01-05T09:00', advance),
          restrictions: [office],
        }),
      ],
      { holidays: 'FR' },
    );
  const served = (advance: 'always' | 'covered'): string[] => {
    const segments = resolve(workdays(advance), noFacts, Date.UTC(2026, 0, 5), Date.UTC(2026, 3, 1));
    return segments.flatMap(({ onCall }) => onCall.map(({ user }) => user));
  };

  test('seven people on a daily workday rotation all serve, in order', () => {
    expect(new Set(served('covered'))).toEqual(new Set(people));
    expect(served('covered').slice(0, 8)).toEqual(['ann', 'ben', 'cleo', 'dee', 'eve', 'fay', 'gus', 'ann']);
  });

  test('with advance always, two of them never do', () => {
    expect(new Set(served('always'))).toEqual(new Set(['ann', 'ben', 'cleo', 'dee', 'eve']));
  });

  test('a public holiday takes no turn', () => {
    const easter = resolve(workdays('covered'), noFacts, Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 8)).filter(
      ({ onCall }) => onCall.length > 0,
    );
    const order = easter.map(({ onCall }) => people.indexOf(onCall[0]?.user ?? ''));
    expect(easter.map(({ start }) => new Date(start).toISOString().slice(0, 10))).toEqual(['2026-04-03', '2026-04-07']);
    expect(((order[1] as number) - (order[0] as number) + 7) % 7).toBe(1);
  });
});

test('a one-person rota is one segment, whatever its handoffs', () => {
  const alone = rota(PARIS, [layer('l', 'ann', { rotation: every(1, 'hour', '2026-01-01T00:00') })]);
  const [from, to] = [Date.UTC(2026, 1, 1), Date.UTC(2027, 1, 1)];
  expect(resolve(alone, noFacts, from, to)).toEqual([
    { start: from, end: to, onCall: [{ user: 'ann', source: { layer: 'l' } }] },
  ]);
});
