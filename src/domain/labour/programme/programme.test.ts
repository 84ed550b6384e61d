/** Tests of the programme: when it is due, what is told, and what is taken back. */
import { describe, expect, it } from 'vitest';
import { programmeChange, programmeHash, splitNotice } from '#domain/labour/programme/changes';
import type { PlannedDuty, ToldDuty } from '#domain/labour/programme/changes';
import { fewestFirst, lateStarts, nightsOnCall, timeOnCall } from '#domain/labour/programme/advice';
import { weeklyAround } from '#domain/labour/programme/times';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const at = (day: number) => day * DAY;
const planned = (start: number, end: number, more: Partial<PlannedDuty> = {}): PlannedDuty => ({
  rota: 'sre',
  start: at(start),
  end: at(end),
  voluntary: null,
  ...more,
});
const told = (id: string, start: number, end: number, rota = 'sre'): ToldDuty => ({
  id,
  rota,
  start: at(start),
  end: at(end),
});

function changeOf(duties: PlannedDuty[], known: ToldDuty[], rotas = ['sre']) {
  const range = { start: at(10), end: at(100) };
  return programmeChange({ range, until: at(60), duties, rotas: new Set(rotas) }, known);
}

describe('what is told', () => {
  it('is what begins before the end of the programme, to its end; what was told is not told again', () => {
    const { tell, withdraw } = changeOf(
      [planned(10, 12), planned(30, 37), planned(59, 66), planned(61, 62)],
      [told('a', 8, 12)],
    );
    expect(tell.map(({ start, end }) => [start / DAY, end / DAY])).toEqual([
      [30, 37],
      [59, 66],
    ]);
    expect(withdraw).toEqual([]);
  });

  it('is the part that was added, and ends with the programme where the duty never ends', () => {
    expect(changeOf([planned(30, 33)], [told('a', 30, 32)]).tell).toEqual([planned(32, 33)]);
    expect(changeOf([planned(10, 100)], [told('a', 10, 53)]).tell).toEqual([planned(53, 60)]);
  });

  it('keeps apart what the person took themselves', () => {
    const { tell } = changeOf([planned(30, 31), planned(31, 32, { voluntary: 's1' })], []);
    expect(tell).toEqual([planned(30, 31), planned(31, 32, { voluntary: 's1' })]);
  });
});

describe('what is taken back', () => {
  it('are the parts that will not be, from now on', () => {
    expect(changeOf([planned(30, 33)], [told('a', 8, 12), told('b', 30, 37)]).withdraw).toEqual([
      { id: 'a', parts: [{ start: at(10), end: at(12) }] },
      { id: 'b', parts: [{ start: at(33), end: at(37) }] },
    ]);
  });

  it('is nothing of a rota that cannot be read', () => {
    expect(changeOf([], [told('a', 30, 37, 'db')]).withdraw).toEqual([]);
  });

  it('leaves the rest of a notice as it is', () => {
    const parts = [{ start: at(32), end: at(33) }];
    expect(splitNotice({ start: at(30), end: at(37) }, parts)).toEqual({
      kept: [
        { start: at(30), end: at(32) },
        { start: at(33), end: at(37) },
      ],
      gone: parts,
    });
  });
});

it('the hash does not depend on the order', () => {
  const [one, two] = [
    { ...planned(1, 2), reason: null },
    { ...planned(3, 4), reason: 'ill' },
  ];
  expect(programmeHash([two, one])).toBe(programmeHash([one, two]));
  expect(programmeHash([one])).not.toBe(programmeHash([{ ...one, reason: 'ill' }]));
  expect(programmeHash([one])).toMatch(/^[0-9a-f]{64}$/);
});

describe('the weekly instant', () => {
  const monday = { day: 'mon', at: '10:00' } as const;
  const zone = { changes: [], offsets: [0] };
  const time = (text: string) => Date.parse(`2026-10-${text}:00Z`);
  it.each([
    ['05T09:59', '05T10:00', '2026-09-28T10:00'],
    ['05T10:00', '12T10:00', '2026-10-05T10:00'],
    ['08T12:00', '12T10:00', '2026-10-05T10:00'],
    ['11T23:00', '12T10:00', '2026-10-05T10:00'],
  ])('after %s is %s, and before %s', (now, next, last) => {
    expect(weeklyAround(monday, zone, time(now)).next).toBe(time(next));
    expect(weeklyAround(monday, zone, time(now)).last).toBe(Date.parse(`${last}:00Z`));
  });
});

describe('who could use a quiet night', () => {
  const zone = { changes: [], offsets: [0] };
  const now = at(4) + 9 * HOUR;
  const duty = { rota: 'sre', start: at(4), end: at(6) };

  it('has nights of duty in the next week', () => {
    const nights = nightsOnCall([duty, { rota: 'db', start: at(8) + 6 * HOUR, end: at(8) + 22 * HOUR }], zone, now);
    expect(nights).toEqual([
      { rota: 'sre', start: at(4) + 22 * HOUR, end: at(5) + 6 * HOUR, until: at(6) },
      { rota: 'sre', start: at(5) + 22 * HOUR, end: at(6), until: at(6) },
    ]);
    expect(nightsOnCall([{ rota: 'sre', start: at(11) + 22 * HOUR, end: at(12) }], zone, now)).toEqual([]);
  });

  it('began late at least twice in the last week', () => {
    const rest = (day: number, state: 'applies' | 'void' = 'applies') => ({ plannedAt: at(day) + 9 * HOUR, state });
    expect(lateStarts([rest(1), rest(2)], now)).toBe(2);
    expect(lateStarts([rest(1), rest(2, 'void')], now)).toBe(0);
    expect(lateStarts([rest(-4), rest(3), rest(4)], now)).toBe(0);
  });

  it('is relieved by whoever has the fewest hours', () => {
    const of = (user: string, hours: number) => ({ user, onCall: hours * HOUR });
    const colleagues = [of('ben', 52), of('cleo', 60), of('dee', 40.6), of('ann', 52)];
    expect(fewestFirst(colleagues).map(({ user }) => user)).toEqual(['dee', 'ann', 'ben', 'cleo']);
    expect(timeOnCall([duty, duty], { start: at(5), end: at(9) })).toBe(DAY);
  });
});
