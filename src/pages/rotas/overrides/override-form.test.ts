import { describe, expect, it } from 'vitest';
import { atTimes, daysTouched, formFor, overDays, wholeDays } from './override-form.ts';

describe('an override of whole days', () => {
  it.each([
    ['2026-01-10T00:00', '2026-01-11T00:00', { first: '2026-01-10', last: '2026-01-10' }],
    ['2026-02-28T00:00', '2026-03-02T00:00', { first: '2026-02-28', last: '2026-03-01' }],
    ['2026-01-10T00:00', '2026-01-11T08:00', null],
    ['2026-01-10T09:00', '2026-01-11T00:00', null],
    ['2026-01-10T00:00', '2026-01-10T00:00', null],
    ['', '', null],
  ])('from %s to %s', (start, end, days) => {
    expect(wholeDays({ start, end })).toEqual(days);
    if (days !== null) {
      expect(overDays(days.first, days.last)).toEqual({ start, end });
    }
  });

  it('begins with the days that the window touches', () => {
    expect(daysTouched({ start: '2026-01-10T09:00', end: '2026-01-11T17:00' })).toEqual({
      first: '2026-01-10',
      last: '2026-01-11',
    });
    expect(daysTouched({ start: '2026-01-10T09:00', end: '2026-01-10T17:00' }).last).toBe('2026-01-10');
  });

  it('without a day has no time', () => {
    expect(overDays('', '2026-01-10')).toEqual({ start: '', end: '2026-01-11T00:00' });
  });
});

describe('who is replaced, while nobody chose them', () => {
  const zone = { changes: [], offsets: [3_600_000] };
  const saturday = Date.parse('2026-01-10T00:00:00Z');
  const onCallAt = (at: number) => (at < saturday ? ['ben'] : at < saturday + 86_400_000 ? ['ann'] : ['ann', 'cleo']);
  const today = formFor({ from: Date.parse('2026-01-07T10:00:00Z'), to: Date.parse('2026-01-07T18:00:00Z') }, zone, [
    'ben',
  ]);

  it('follows the start; with several on call, everybody is', () => {
    expect(today).toMatchObject({ kind: 'replace', replaced: 'ben' });
    const times = { start: '2026-01-10T01:00', end: '2026-01-11T01:00' };
    const then = atTimes({ ...today, users: ['dee'] }, times, zone, onCallAt);
    expect(then).toEqual({ ...today, ...times, kind: 'replace', replaced: 'ann', users: ['dee'] });
    expect(atTimes(then, { start: '2026-01-11T01:00', end: '2026-01-12T01:00' }, zone, onCallAt)).toMatchObject({
      kind: 'set',
      replaced: null,
      users: ['dee'],
    });
  });

  it('stays while the start is not complete', () => {
    expect(atTimes(today, { start: '', end: today.end }, zone, onCallAt)).toEqual({ ...today, start: '' });
  });
});
