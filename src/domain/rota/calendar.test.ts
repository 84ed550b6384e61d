import { describe, expect, test } from 'vitest';
import type { AnyRota, CalendarShift, RotaFacts } from '#domain/rota/model';
import { everyone, nextOnCall, onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import { at, away, every, layer, noFacts, on, override, rota } from '#domain/rota/rota.fixture';

function shift(user: string, start: string, end: string, knownAt = 0): CalendarShift {
  return { user, start: at(start), end: at(end), knownAt };
}

/** Ann, then Ben; both in the hour of the handover. */
const SHIFTS = [
  shift('ann', '2026-01-05T08:00', '2026-01-06T09:00'),
  shift('ben', '2026-01-06T08:00', '2026-01-07T08:00'),
];
const read = layer('read', '', { calendar: 'ops' });

function facts(shifts: readonly CalendarShift[], rest: Partial<RotaFacts> = {}): RotaFacts {
  return { ...noFacts, calendars: { ops: shifts }, ...rest };
}

function lines(asked: AnyRota, given: RotaFacts, from = '2026-01-05T00:00', to = '2026-01-08T00:00'): string[] {
  return resolve(asked, given, at(from), at(to)).map(
    ({ start, onCall }) =>
      `${new Date(start).toISOString().slice(5, 16)} ${onCall.map(({ user }) => user).join('+') || '-'}`,
  );
}

describe('a layer that is read from a calendar', () => {
  test('has whoever has a shift, all of them where shifts overlap', () => {
    expect(lines(rota('UTC', [read]), facts(SHIFTS))).toEqual([
      '01-05T00:00 -',
      '01-05T08:00 ann',
      '01-06T08:00 ann+ben',
      '01-06T09:00 ben',
      '01-07T08:00 -',
    ]);
    expect(onCallAt(rota('UTC', [read]), facts(SHIFTS), at('2026-01-05T09:00'))).toEqual([
      { user: 'ann', source: { layer: 'read' } },
    ]);
  });

  test('leaves to the layers below what it does not cover', () => {
    expect(lines(rota('UTC', [layer('below', 'cleo'), read]), facts(SHIFTS))).toEqual([
      '01-05T00:00 cleo',
      '01-05T08:00 ann',
      '01-06T08:00 ann+ben',
      '01-06T09:00 ben',
      '01-07T08:00 cleo',
    ]);
  });

  test('is narrowed by restrictions and dates', () => {
    const narrow = layer('read', '', {
      calendar: 'ops',
      restrictions: [on('daily', '12:00', '20:00')],
      effectiveFrom: '2026-01-06T00:00',
    });
    expect(lines(rota('UTC', [narrow]), facts(SHIFTS))).toEqual(['01-05T00:00 -', '01-06T12:00 ben', '01-06T20:00 -']);
  });

  test('takes overrides and absences; nobody follows in a calendar', () => {
    const replaced = rota('UTC', [read], {
      overrides: [
        override(
          '2026-01-05T10:00',
          '2026-01-05T12:00',
          { kind: 'replace', user: 'ann', with: 'cleo' },
          { layer: 'read' },
        ),
      ],
      onAbsence: 'next',
    });
    const given = facts(SHIFTS, { absences: [away('ann', '2026-01-05T11:00', '2026-01-05T18:00')] });
    expect(lines(replaced, given, '2026-01-05T08:00', '2026-01-06T00:00')).toEqual([
      '01-05T08:00 ann',
      '01-05T10:00 cleo',
      '01-05T12:00 -',
      '01-05T18:00 ann',
    ]);
  });

  test('has nobody while its calendar is not known, and follows it when it is', () => {
    const asked = rota('UTC', [read]);
    expect(lines(asked, noFacts)).toEqual(['01-05T00:00 -']);
    expect(lines(asked, facts(SHIFTS))).toHaveLength(5);
    expect(lines(asked, facts([]))).toEqual(['01-05T00:00 -']);
  });

  test('answers who is next, and who is everyone for 90 days', () => {
    const far = [...SHIFTS, shift('dee', '2026-06-01T00:00', '2026-06-02T00:00')];
    expect(nextOnCall(rota('UTC', [read]), facts(far), at('2026-01-05T10:00'))).toEqual([
      { user: 'ben', from: at('2026-01-06T08:00') },
    ]);
    expect(everyone(rota('UTC', [layer('a', 'cleo'), read]), facts(far), at('2026-01-05T10:00'))).toEqual([
      'cleo',
      'ann',
      'ben',
    ]);
  });

  test('of turns and a calendar, each covers its own', () => {
    const turns = layer('turns', 'cleo, -', { rotation: every(1, 'day', '2026-01-05T00:00') });
    expect(lines(rota('UTC', [read, turns]), facts(SHIFTS))).toEqual([
      '01-05T00:00 cleo',
      '01-06T00:00 ann',
      '01-06T08:00 ann+ben',
      '01-06T09:00 ben',
      '01-07T00:00 cleo',
    ]);
  });
});

describe('what is read late', () => {
  const late = [shift('ann', '2026-01-05T08:00', '2026-01-06T08:00', at('2026-01-05T20:00'))];

  test('does not change the past of a rota that was there', () => {
    expect(lines(rota('UTC', [read], { enteredAt: at('2026-01-05T10:00') }), facts(late))).toEqual([
      '01-05T00:00 -',
      '01-05T08:00 ann',
      '01-05T10:00 -',
      '01-05T20:00 ann',
      '01-06T08:00 -',
    ]);
  });

  test('tells the whole past to a rota that is newer', () => {
    expect(lines(rota('UTC', [read], { enteredAt: at('2026-01-07T00:00') }), facts(late))).toEqual([
      '01-05T00:00 -',
      '01-05T08:00 ann',
      '01-06T08:00 -',
    ]);
  });
});

test('one person in two events at once is on call until the later one ends', () => {
  const twice = [
    shift('ann', '2026-01-05T08:00', '2026-01-05T12:00'),
    shift('ann', '2026-01-05T10:00', '2026-01-05T14:00'),
    shift('ben', '2026-01-05T09:00', '2026-01-05T09:00'),
  ];
  expect(lines(rota('UTC', [read]), facts(twice))).toEqual(['01-05T00:00 -', '01-05T08:00 ann', '01-05T14:00 -']);
});

test('events of nobody at that time, and events without length, make nobody take part', () => {
  const edge = [
    shift('ann', '2026-01-04T00:00', '2026-01-05T00:00'),
    shift('ben', '2026-04-05T00:00', '2026-04-06T00:00'),
    shift('cleo', '2026-01-06T00:00', '2026-01-06T00:00'),
    shift('dee', '2026-01-05T00:00', '2026-01-05T00:01'),
  ];
  expect(everyone(rota('UTC', [read]), facts(edge), at('2026-01-05T00:00'))).toEqual(['dee']);
});
