import { describe, expect, test } from 'vitest';
import type { AnyRota, Rota, Swap } from '#domain/rota/model';
import { factsNeeded } from '#domain/rota/model';
import { everyone, nextOnCall, onCallAt } from '#domain/rota/on-call';
import { resolve, versionAt } from '#domain/rota/resolve';
import { at, away, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

const WEEKLY = every(1, 'week', '2026-01-05T09:00');

/** The example of the provisioning contract. */
const SRE: Rota = rota(
  'Europe/Paris',
  [
    layer('week', 'ann, ben, cleo', { rotation: WEEKLY }),
    layer('office', 'ben, cleo', {
      rotation: every(1, 'day', '2026-01-05T09:00', 'covered'),
      restrictions: [on('workday', '09:00', '18:00')],
    }),
  ],
  {
    id: 'sre',
    holidays: 'FR',
    onAbsence: 'next',
    overrides: [
      override('2026-02-03T18:00', '2026-02-04T09:00', { kind: 'replace', user: 'ben', with: 'ann' }, { id: 'o1' }),
      override('2026-02-07T00:00', '2026-02-08T00:00', { kind: 'set', users: ['cleo'] }, { id: 'o2', layer: 'week' }),
    ],
  },
);

function lines(asked: AnyRota, from: string, to: string, facts = noFacts): string[] {
  return resolve(asked, facts, at(from), at(to)).map(({ start, end, onCall }) => {
    const people = onCall.map(({ user, source }) => `${user} (${'layer' in source ? source.layer : source.override})`);
    return `${new Date(start).toISOString().slice(0, 16)} ${new Date(end).toISOString().slice(0, 16)} ${people.join(', ')}`;
  });
}

test('layers, turns and sources of the example', () => {
  expect(lines(SRE, '2026-01-05T00:00', '2026-01-07T00:00')).toEqual([
    '2026-01-05T00:00 2026-01-05T08:00 ',
    '2026-01-05T08:00 2026-01-05T17:00 ben (office)',
    '2026-01-05T17:00 2026-01-06T08:00 ann (week)',
    '2026-01-06T08:00 2026-01-06T17:00 cleo (office)',
    '2026-01-06T17:00 2026-01-07T00:00 ann (week)',
  ]);
});

test('overrides of the example, of the rota and of a layer', () => {
  expect(lines(SRE, '2026-02-03T16:00', '2026-02-04T09:00')).toEqual([
    '2026-02-03T16:00 2026-02-03T17:00 cleo (office)',
    '2026-02-03T17:00 2026-02-04T08:00 ann (o1)',
    '2026-02-04T08:00 2026-02-04T09:00 ben (office)',
  ]);
  expect(lines(SRE, '2026-02-06T22:00', '2026-02-08T00:00')).toEqual([
    '2026-02-06T22:00 2026-02-06T23:00 ben (week)',
    '2026-02-06T23:00 2026-02-07T23:00 cleo (o2)',
    '2026-02-07T23:00 2026-02-08T00:00 ben (week)',
  ]);
});

test('an empty or backward range has no segments', () => {
  expect(resolve(SRE, noFacts, 5, 5)).toEqual([]);
  expect(resolve(SRE, noFacts, 5, 4)).toEqual([]);
});

test('slots with the same people in another order are one segment', () => {
  const flip = rota('UTC', [layer('l', 'ann+ben, ben+ann', { rotation: WEEKLY })]);
  expect(lines(flip, '2026-01-05T09:00', '2026-01-19T09:00')).toEqual([
    '2026-01-05T09:00 2026-01-19T09:00 ann (l), ben (l)',
  ]);
});

test('a zone without a table is an error that names it', () => {
  expect(() => resolve(rota('Mars/Phobos', [layer('l', 'ann')]), noFacts, 0, 1)).toThrow('Mars/Phobos');
});

test('the facts needed are those of all versions', () => {
  const versions = {
    versions: [
      { from: null, rota: rota('UTC', [layer('l', 'ann', { timeZone: 'Pacific/Apia' })]) },
      { from: 7, rota: SRE },
    ],
  };
  expect(factsNeeded(versions)).toEqual({ zones: ['UTC', 'Pacific/Apia', 'Europe/Paris'], regions: ['FR'] });
});

describe('versions', () => {
  const before = rota('UTC', [layer('l', 'ann')]);
  const after = rota('UTC', [layer('l', 'ben')]);
  const edited: AnyRota = {
    versions: [
      { from: at('2020-01-01T00:00'), rota: before },
      { from: at('2026-06-01T00:00'), rota: after },
    ],
  };

  test('the past is answered with the version of then, the first one for all time before', () => {
    expect(lines(edited, '2026-05-31T00:00', '2026-06-02T00:00')).toEqual([
      '2026-05-31T00:00 2026-06-01T00:00 ann (l)',
      '2026-06-01T00:00 2026-06-02T00:00 ben (l)',
    ]);
    expect(lines(edited, '1970-01-02T00:00', '1970-01-03T00:00')).toEqual([
      '1970-01-02T00:00 1970-01-03T00:00 ann (l)',
    ]);
    expect(versionAt(edited, 0)).toBe(before);
    expect(versionAt(edited, at('2026-06-01T00:00'))).toBe(after);
    expect(versionAt({ versions: [] }, 0)).toBeNull();
  });

  test('a version that changes nothing does not cut a segment', () => {
    const renamed: AnyRota = {
      versions: [
        { from: null, rota: before },
        { from: at('2026-06-01T00:00'), rota: { ...before, name: 'New name' } },
      ],
    };
    expect(lines(renamed, '2026-05-31T00:00', '2026-06-02T00:00')).toHaveLength(1);
  });

  test('next looks across a version that is still to come', () => {
    expect(nextOnCall(edited, noFacts, at('2026-05-01T00:00'))).toEqual([
      { user: 'ben', from: at('2026-06-01T00:00') },
    ]);
  });
});

describe('next', () => {
  test('is who comes first and is not on call now', () => {
    const week = rota('UTC', [layer('l', 'ann, ann+ben, cleo+ben', { rotation: WEEKLY })]);
    expect(nextOnCall(week, noFacts, at('2026-01-05T09:00'))).toEqual([{ user: 'ben', from: at('2026-01-12T09:00') }]);
    expect(nextOnCall(week, noFacts, at('2026-01-12T09:00'))).toEqual([{ user: 'cleo', from: at('2026-01-19T09:00') }]);
    expect(nextOnCall(week, noFacts, at('2026-01-01T00:00'))).toEqual([{ user: 'ann', from: at('2026-01-05T09:00') }]);
  });

  test('looks 90 days ahead and no further', () => {
    const from = (start: string): Rota =>
      rota('UTC', [layer('low', 'ann'), layer('l', 'ben', { effectiveFrom: start })]);
    expect(nextOnCall(from('2026-03-31T23:59'), noFacts, at('2026-01-01T00:00'))).toEqual([
      { user: 'ben', from: at('2026-03-31T23:59') },
    ]);
    expect(nextOnCall(from('2026-04-01T00:00'), noFacts, at('2026-01-01T00:00'))).toEqual([]);
  });

  test('several at once', () => {
    const two = rota('UTC', [layer('l', 'ann, ben+cleo', { rotation: WEEKLY })]);
    expect(nextOnCall(two, noFacts, at('2026-01-05T09:00')).map(({ user }) => user)).toEqual(['ben', 'cleo']);
  });
});

test('everyone is all participants but the absent', () => {
  const facts = { ...noFacts, absences: [away('ben', '2026-01-05T00:00', '2026-01-06T00:00')] };
  expect(everyone(SRE, facts, at('2026-01-05T12:00'))).toEqual(['ann', 'cleo']);
  expect(everyone(SRE, facts, at('2026-01-06T00:00'))).toEqual(['ann', 'ben', 'cleo']);
});

describe('taken swaps', () => {
  const swap: Swap = {
    id: 's1',
    rota: 'sre',
    window: { start: at('2026-01-06T17:00'), end: at('2026-01-07T08:00') },
    inReturn: { start: at('2026-01-13T17:00'), end: at('2026-01-14T08:00') },
    askedOf: 'cleo',
    state: 'taken',
    asked: { by: 'ann', at: at('2026-01-02T00:00') },
    taken: { by: 'cleo', at: at('2026-01-03T00:00') },
    closed: null,
    note: '',
  };
  const onCall = (swaps: Swap[], instant: string, asked: Rota = SRE): string =>
    onCallAt(asked, { ...noFacts, swaps }, at(instant))
      .map(({ user, source }) => `${user} ${JSON.stringify(source)}`)
      .join();

  test('replace the asker in the window, and the taker in return', () => {
    expect(onCall([swap], '2026-01-06T18:00')).toBe('cleo {"override":"swap:s1"}');
    expect(onCall([swap], '2026-01-07T08:00')).toBe('ben {"layer":"office"}');
    const cleoWeek = rota('UTC', [layer('l', 'cleo')], { id: 'sre' });
    expect(onCall([swap], '2026-01-13T18:00', cleoWeek)).toBe('ann {"override":"return:s1"}');
  });

  test('count only when taken, on their own rota, and once', () => {
    expect(
      onCall(
        [
          { ...swap, state: 'open' },
          { ...swap, rota: 'other' },
        ],
        '2026-01-06T18:00',
      ),
    ).toBe('ann {"layer":"week"}');
    const carried = override(
      '2026-01-06T18:00',
      '2026-01-06T20:00',
      { kind: 'replace', user: 'ann', with: 'cleo' },
      { id: 'stored', origin: { kind: 'swap', swap: 's1' } },
    );
    const withStored = { ...SRE, overrides: [carried] };
    expect(onCall([swap], '2026-01-06T17:30', withStored)).toBe('cleo {"override":"stored"}');
    expect(onCall([swap], '2026-01-06T21:00', withStored)).toBe('ann {"layer":"week"}');
  });

  test('taken in the middle of the window act from then', () => {
    const late = { ...swap, taken: { by: 'cleo', at: at('2026-01-06T20:00') } };
    expect(onCall([late], '2026-01-06T19:59')).toBe('ann {"layer":"week"}');
    expect(onCall([late], '2026-01-06T20:00')).toBe('cleo {"override":"swap:s1"}');
  });
});

test('what changed in the calendar is seen, with the same rota', () => {
  const holiday = { ...noFacts, holidays: { FR: ['2026-01-06'] } };
  expect(onCallAt(SRE, noFacts, at('2026-01-06T10:00'))[0]?.user).toBe('cleo');
  expect(onCallAt(SRE, holiday, at('2026-01-06T10:00'))[0]?.user).toBe('ann');
  const moved = { ...noFacts, zones: { ...noFacts.zones, 'Europe/Paris': { changes: [], offsets: [0] } } };
  expect(onCallAt(SRE, moved, at('2026-01-06T08:30'))[0]?.user).toBe('ann');
  expect(onCallAt(SRE, noFacts, at('2026-01-06T08:30'))[0]?.user).toBe('cleo');
});

describe('turns that only covered slots take', () => {
  const mondays = (from: string, to: string, handoff: string) =>
    rota('UTC', [
      layer('l', 'ann, ben, cleo', {
        rotation: every(1, 'day', `2026-01-05T${handoff}`, 'covered'),
        restrictions: [on('mon', from, to)],
      }),
    ]);
  /** Who is on call at this hour of 60 Mondays, which is more than one block of counted days. */
  const through = (asked: Rota, hour: string): string[] =>
    Array.from(
      { length: 60 },
      (_, week) => onCallAt(asked, noFacts, at(`2026-01-05T${hour}`) + week * 7 * 86_400_000)[0]?.user ?? '-',
    );
  const turns = (step: number, first = 0): string[] =>
    Array.from({ length: 60 }, (_, week) => ['ann', 'ben', 'cleo'][(first + week * step) % 3] as string);

  test('a day a week is a turn a week', () => {
    expect(through(mondays('00:00', '00:00', '00:00'), '12:00')).toEqual(turns(1));
    expect(through(mondays('08:00', '18:00', '00:00'), '12:00')).toEqual(turns(1));
  });

  test('hours over a handoff are two turns a week, those that end at it are one', () => {
    expect(through(mondays('08:00', '10:00', '09:00'), '09:30')).toEqual(turns(2));
    expect(through(mondays('09:00', '10:00', '09:00'), '09:30')).toEqual(turns(1));
    expect(through(mondays('09:00', '09:00', '09:00'), '12:00')).toEqual(turns(1));
  });
});
