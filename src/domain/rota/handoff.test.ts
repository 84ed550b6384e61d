import { describe, expect, test } from 'vitest';
import { handoffNews, upcomingShifts } from '#domain/rota/handoff';
import type { OnCallSegment } from '#domain/rota/model';

const HOUR = 3_600_000;
const segment = (start: number, end: number, ...users: string[]): OnCallSegment => ({
  start: start * HOUR,
  end: end * HOUR,
  onCall: users.map((user) => ({ user, source: { layer: 'week' } })),
});
const NOW = 10 * HOUR;
/** The searched range ends one millisecond after now. */
const upToNow = (start: number, ...users: string[]): OnCallSegment => ({
  ...segment(start, 10, ...users),
  end: NOW + 1,
});

describe('news at a handoff', () => {
  test('one hands over to the other', () => {
    const news = handoffNews([segment(8, 9, 'ann'), upToNow(9, 'ben')], new Set(['ann']), NOW);
    expect(news).toEqual({
      ended: [{ user: 'ann', end: 9 * HOUR }],
      began: [{ user: 'ben', start: 9 * HOUR, end: null, source: { layer: 'week' } }],
    });
  });

  test('nothing changed', () => {
    expect(handoffNews([upToNow(8, 'ann')], new Set(['ann']), NOW)).toEqual({ ended: [], began: [] });
  });

  test('somebody was taken off by an edit: their duty ends where the look begins', () => {
    expect(handoffNews([upToNow(8, 'ben')], new Set(['ann']), NOW)).toEqual({
      ended: [{ user: 'ann', end: 8 * HOUR }],
      began: [{ user: 'ben', start: 8 * HOUR, end: null, source: { layer: 'week' } }],
    });
  });

  test('whole duties that passed while nobody looked are written with their true times', () => {
    const news = handoffNews(
      [segment(2, 4, 'ann'), segment(4, 6, 'ben'), segment(6, 8), upToNow(8, 'ann')],
      new Set(['ann']),
      NOW,
    );
    expect(news.ended).toEqual([{ user: 'ann', end: 4 * HOUR }]);
    expect(news.began.map(({ user, start, end }) => [user, start / HOUR, end === null ? null : end / HOUR])).toEqual([
      ['ann', 8, null],
      ['ben', 4, 6],
    ]);
  });

  test('nobody is on call any more', () => {
    expect(handoffNews([segment(8, 9, 'ann'), upToNow(9)], new Set(['ann']), NOW).ended).toEqual([
      { user: 'ann', end: 9 * HOUR },
    ]);
  });
});

test('upcoming shifts are those that have not begun, earliest first', () => {
  const segments = [segment(8, 12, 'ann'), segment(12, 14, 'ben'), segment(14, 16, 'ann')];
  expect(upcomingShifts(segments, NOW).map(({ user, start }) => [user, start / HOUR])).toEqual([
    ['ben', 12],
    ['ann', 14],
  ]);
});

test('a shift that begins at this very moment is not upcoming any more', () => {
  expect(
    upcomingShifts([segment(8, 10, 'ann'), segment(10, 12, 'ben'), segment(12, 14, 'cleo')], NOW).map(
      ({ user }) => user,
    ),
  ).toEqual(['cleo']);
});
