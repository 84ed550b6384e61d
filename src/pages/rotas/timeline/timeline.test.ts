import { describe, expect, it } from 'vitest';
import type { Rota, RotaFacts } from '#domain/rota/model';
import { DAY, HOUR } from '#domain/time/duration';
import { parseDate } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { barsOf, peopleOf } from './lanes/bars.ts';
import { bucketsOf, colourOf, initials } from './lanes/colours.ts';
import type { Shift } from './lanes/lanes.ts';
import { conflictsOf, gapsOf, lanesOf, rowsOf, wholeShift } from './lanes/lanes.ts';
import { clockChanges, dayMarks, ticksOf } from './ticks.ts';
import { snap } from './use-drag.ts';
import { dateAt, endOf, moved, rangeOf, readView, viewAt, viewParams } from './view.ts';

const date = (text: string) => parseDate(text) ?? 0;
const at = (text: string) => Date.parse(text);
/** Paris in 2026: +1, from 29 March 01:00 UTC +2, from 25 October 01:00 UTC +1. */
const PARIS: ZoneTable = {
  changes: [at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')],
  offsets: [HOUR, 2 * HOUR, HOUR],
};

describe('the part of time shown', () => {
  it.each([
    ['day', '2026-01-07', '2026-01-07', '2026-01-08'],
    ['weeks', '2026-01-07', '2026-01-05', '2026-01-19'],
    ['weeks', '2026-01-11', '2026-01-05', '2026-01-19'],
    ['month', '2026-02-28', '2026-02-01', '2026-03-01'],
    ['quarter', '2026-12-31', '2026-10-01', '2027-01-01'],
    ['year', '2026-06-15', '2026-01-01', '2027-01-01'],
  ] as const)('%s around %s is %s to %s', (span, day, start, end) => {
    const view = viewAt(span, date(day));
    expect([view.start, endOf(view)]).toEqual([date(start), date(end)]);
  });

  it('is left two weeks one week at a time, and a quarter by a quarter', () => {
    expect(moved(viewAt('weeks', date('2026-01-07')), 1).start).toBe(date('2026-01-12'));
    expect(moved(viewAt('quarter', date('2026-01-07')), -1).start).toBe(date('2025-10-01'));
  });

  it('starts at midnight of the zone, also where a day has 23 hours', () => {
    const { from, to } = rangeOf(viewAt('day', date('2026-03-29')), PARIS);
    expect(from).toBe(at('2026-03-28T23:00:00Z'));
    expect(to - from).toBe(23 * HOUR);
  });

  it('is kept in the URL only where it is not today', () => {
    const today = date('2026-01-07');
    expect(viewParams(viewAt('month', today), today)).toEqual({ view: 'month', from: null });
    expect(viewParams(viewAt('month', date('2026-03-03')), today)).toEqual({ view: 'month', from: '2026-03-01' });
    expect(readView(new URLSearchParams('view=month&from=2026-03-01'), today)).toEqual(
      viewAt('month', date('2026-03-01')),
    );
    expect(readView(new URLSearchParams('view=eon&from=yesterday'), today)).toEqual(viewAt('weeks', today));
  });

  it('knows which day the wall shows', () =>
    expect(dateAt(at('2026-01-07T23:30:00Z'), PARIS)).toBe(date('2026-01-08')));
});

describe('what stands behind the lanes', () => {
  it('has 23 hours on the day the clocks go forward, and says so', () => {
    const view = viewAt('day', date('2026-03-29'));
    const ticks = ticksOf(view, PARIS);
    expect(new Set(ticks.map((tick) => tick.at)).size).toBe(23);
    expect(clockChanges(PARIS, rangeOf(view, PARIS))).toEqual([{ at: at('2026-03-29T01:00:00Z'), by: HOUR }]);
  });

  it('has Mondays in a quarter and months in a year', () => {
    expect(ticksOf(viewAt('quarter', date('2026-01-07')), PARIS)).toHaveLength(13);
    expect(ticksOf(viewAt('year', date('2026-01-07')), PARIS)).toHaveLength(12);
  });

  it('marks a public holiday as such, also on a weekend', () => {
    const marks = dayMarks(
      viewAt('weeks', date('2026-01-07')),
      PARIS,
      new Set([date('2026-01-06'), date('2026-01-10')]),
    );
    expect(marks.map(({ date: day, kind }) => [day - date('2026-01-05'), kind])).toEqual([
      [1, 'holiday'],
      [5, 'holiday'],
      [6, 'weekend'],
      [12, 'weekend'],
      [13, 'weekend'],
    ]);
  });
});

const ROTA: Rota = {
  id: 'sre',
  name: 'SRE',
  team: null,
  timeZone: 'Europe/Paris',
  holidays: null,
  onAbsence: 'flag',
  layers: [
    {
      id: 'week',
      timeZone: null,
      rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00', advance: 'always' },
      participants: [['ann'], ['ben']],
      restrictions: null,
      effectiveFrom: null,
      effectiveUntil: '2026-01-19T00:00',
    },
    {
      id: 'office',
      timeZone: null,
      rotation: null,
      participants: [['cleo']],
      restrictions: [{ days: ['wed'], from: '09:00', to: '18:00' }],
      effectiveFrom: null,
      effectiveUntil: null,
    },
  ],
  overrides: [
    {
      id: 'o1',
      layer: null,
      start: '2026-01-06T10:00',
      end: '2026-01-06T12:00',
      change: { kind: 'replace', user: 'ann', with: 'cleo' },
      origin: { kind: 'file' },
      createdAt: null,
    },
  ],
};
const FACTS: RotaFacts = {
  zones: { 'Europe/Paris': PARIS },
  holidays: {},
  swaps: [],
  absences: [
    { id: 'a', user: 'ann', start: at('2026-01-08T00:00:00Z'), end: at('2026-01-09T00:00:00Z'), kind: 'leave' },
  ],
};
const RANGE = { from: at('2026-01-05T08:00:00Z'), to: at('2026-01-21T08:00:00Z') };

describe('lanes', () => {
  const lanes = lanesOf(ROTA, FACTS, RANGE);

  it('are the layers, highest first, then overrides, absences and the outcome', () =>
    expect(lanes.map(({ id }) => id)).toEqual(['office', 'week', 'overrides', 'absences', 'final']));

  it('show a layer as if it were alone', () => {
    expect(lanes[1]?.shifts.map(({ users }) => users)).toEqual([['ann'], ['ben']]);
  });

  it('show a layer that joins the one below it with the people it has beside that one', () => {
    const away = { id: 'b', user: 'ann', start: RANGE.from, end: RANGE.to, kind: 'leave' as const };
    const [week] = ROTA.layers as [Rota['layers'][number]];
    const beside = { ...week, id: 'beside', participants: [['ann'], ['ben'], ['cleo']], join: true };
    const rota: Rota = { ...ROTA, onAbsence: 'next', layers: [{ ...week, participants: [['ben']] }, beside] };
    const [upper, lower] = lanesOf(rota, { ...FACTS, absences: [away] }, RANGE);
    expect([upper?.id, upper?.isJoined, lower?.id, lower?.isJoined]).toEqual(['beside', true, 'week', undefined]);
    // Alone, Ben would stand in for Ann.
    expect(upper?.shifts[0]?.users).toEqual(['cleo']);
    expect(lanesOf({ ...rota, layers: [beside] }, { ...FACTS, absences: [away] }, RANGE)[0]).toMatchObject({
      id: 'beside',
      shifts: [{ users: ['ben'] }],
    });
  });

  it('find the time that nobody covers', () => {
    const gaps = gapsOf(lanes.at(-1) as (typeof lanes)[number]);
    expect(gaps.map(({ start }) => new Date(start).toISOString())).toEqual(['2026-01-18T23:00:00.000Z']);
  });

  it('find who is on call while away', () => {
    const conflicts = conflictsOf(lanes.at(-1) as (typeof lanes)[number], FACTS.absences);
    expect(conflicts.map(({ user, start, end }) => [user, end - start])).toEqual([['ann', DAY]]);
  });

  it('an absence that only touches a shift is no conflict', () => {
    const final = {
      kind: 'final' as const,
      id: 'final',
      shifts: [{ start: 10, end: 20, users: ['ann'], sources: [] }],
    };
    const absent = (start: number, end: number) =>
      conflictsOf(final, [{ ...(FACTS.absences[0] as (typeof FACTS.absences)[number]), user: 'ann', start, end }])
        .length;
    expect([absent(0, 10), absent(20, 30), absent(0, 11), absent(19, 30)]).toEqual([0, 0, 1, 1]);
  });

  it('take the outcome of the sidecar where there is one', () => {
    const final = [{ start: RANGE.from, end: RANGE.to, onCall: [{ user: 'dee', source: { layer: 'old' } }] }];
    expect(lanesOf(ROTA, FACTS, RANGE, final).at(-1)?.shifts[0]?.users).toEqual(['dee']);
  });

  it('give overlapping bars rows of their own', () => {
    const shift = (start: number, end: number): Shift => ({ start, end, users: [], sources: [] });
    expect(rowsOf([shift(0, 10), shift(5, 15), shift(10, 20), shift(12, 13)])).toEqual([0, 1, 0, 2]);
  });
});

describe('a bar that the edge of the view cuts', () => {
  const whole = lanesOf(ROTA, FACTS, { from: at('2025-10-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') });
  const starts = Array.from({ length: 24 }, (_, i) => at('2026-01-04T23:00:00Z') + i * 14 * HOUR);

  it.each([DAY, 14 * DAY, 31 * DAY, 92 * DAY])('is opened as the whole turn, in a view of %i ms', (length) => {
    for (const edge of starts) {
      for (const view of [
        { from: edge, to: edge + length },
        { from: edge - length, to: edge },
      ]) {
        for (const lane of lanesOf(ROTA, FACTS, view)) {
          const turns = whole.find(({ kind, id }) => kind === lane.kind && id === lane.id)?.shifts ?? [];
          for (const shift of lane.shifts.filter(({ users }) => users.length > 0)) {
            expect(turns).toContainEqual(wholeShift(ROTA, FACTS, lane, shift, view));
          }
        }
      }
    }
  });
});

describe('bars', () => {
  const shifts = Array.from({ length: 8760 }, (_, i): Shift => ({
    start: i * HOUR,
    end: (i + 1) * HOUR,
    users: [i % 2 === 0 ? 'ann' : 'ben'],
    sources: [],
  }));

  it('draw a year of hours together, so that there are no more bars than a third of the pixels', () => {
    const bars = barsOf(shifts, [], { from: 0, to: 8760 * HOUR }, 1200);
    expect(bars.length).toBeLessThanOrEqual(400);
    expect(bars.flatMap((bar) => bar.shifts)).toHaveLength(8760);
    expect(peopleOf(bars[0] as (typeof bars)[number])).toEqual(['ann', 'ben']);
  });

  it('do not join what is far apart', () => {
    const weekly = Array.from({ length: 4 }, (_, i): Shift => ({
      start: i * 7 * DAY,
      end: i * 7 * DAY + HOUR,
      users: ['ann'],
      sources: [],
    }));
    expect(barsOf(weekly, [], { from: 0, to: 28 * DAY }, 400)).toHaveLength(4);
  });

  it('draw each by itself where there is room', () =>
    expect(barsOf(shifts.slice(0, 24), [], { from: 0, to: DAY }, 1200)).toHaveLength(24));

  it('cut what begins before the range', () => {
    const [bar] = barsOf([{ start: -DAY, end: DAY, users: ['ann'], sources: [] }], [], { from: 0, to: 2 * DAY }, 100);
    expect([bar?.left, bar?.width]).toEqual([0, 50]);
  });
});

describe('people', () => {
  it('have the same colour every time, and others another', () => {
    const [few, many] = [bucketsOf(['ben', 'ann']), bucketsOf(['ben', 'ann', 'cleo', 'dee'])];
    expect(few.get('ben')).toBe(many.get('ben'));
    expect(new Set([...many.values()].map((bucket) => colourOf(bucket, true).back)).size).toBe(4);
    expect(new Set(bucketsOf(Array.from({ length: 24 }, (_, i) => `p${i}`)).values()).size).toBe(24);
  });
  it.each([2, 3, 4, 7, 12, 20])(
    'of %d, those who follow each other differ by a quarter of the wheel of hues',
    (count) => {
      for (const first of ['p', 'ann-', 'team.', 'x']) {
        const inTurn = Array.from({ length: count }, (_, i) => `${first}${i}`);
        const hues = [...bucketsOf(inTurn).values()].map((bucket) => bucket % 12);
        const apart = hues.map((hue, i) => Math.abs(hue - (hues[(i + 1) % count] ?? 0)));
        expect(Math.min(...apart.map((steps) => Math.min(steps, 12 - steps)))).toBeGreaterThanOrEqual(3);
      }
    },
  );
  it.each([
    ['Ann Martin', 'AM'],
    ['cleo', 'CL'],
    ['Éva-Lou Dü', 'ÉD'],
    ['', ''],
  ])('%s is %s for short', (name, letters) => expect(initials(name)).toBe(letters));
});

describe('a window drawn by hand', () => {
  it('ends on the quarter of an hour on a day, on midnight of the zone in a year', () => {
    expect(snap(at('2026-01-05T08:06:00Z'), 'day', PARIS)).toBe(at('2026-01-05T08:00:00Z'));
    expect(snap(at('2026-07-05T08:00:00Z'), 'year', PARIS)).toBe(at('2026-07-04T22:00:00Z'));
  });
});
