import { expect, test } from 'vitest';
import { byPhase, phaseOf, timesFrom } from './when.ts';

/** One hour ahead of UTC. */
const zone = { changes: [], offsets: [3_600_000] };
const NOW = Date.parse('2026-01-07T09:30:00Z');
const once = (start: string, end: string) => ({ start, end, repeat: null, until: null });

test.each([
  ['runs', once('2026-01-07T10:00', '2026-01-07T11:00'), 'running'],
  ['has not begun', once('2026-01-07T10:31', '2026-01-07T11:00'), 'coming'],
  ['ends this minute', once('2026-01-07T09:00', '2026-01-07T10:30'), 'over'],
  [
    'repeats',
    { start: '2026-01-01T00:00', end: '2026-01-01T01:00', repeat: 'weekly' as const, until: null },
    'repeats',
  ],
  [
    'will repeat',
    { start: '2026-02-01T00:00', end: '2026-02-01T01:00', repeat: 'weekly' as const, until: null },
    'coming',
  ],
  [
    'will start no more',
    { start: '2026-01-01T00:00', end: '2026-01-01T01:00', repeat: 'daily' as const, until: '2026-01-07T09:00' },
    'over',
  ],
  [
    'started a last time',
    { start: '2026-01-01T00:00', end: '2026-01-01T03:00', repeat: 'daily' as const, until: '2026-01-07T09:00' },
    'repeats',
  ],
])('one that %s', (_name, times, phase) => expect(phaseOf(times, zone, NOW)).toBe(phase));

test('what counts now comes first', () => {
  const items = (['over', 'coming', 'repeats', 'running'] as const).map((phase) => ({ phase, start: '2026' }));
  expect(byPhase(items).map(({ phase }) => phase)).toEqual(['running', 'repeats', 'coming', 'over']);
});

test.each([
  ['before the first', '2026-01-14T22:00', 'weekly', null, '2026-01-14T22:00'],
  ['between two', '2025-12-01T22:00', 'weekly', null, '2026-01-12T22:00'],
  ['while one runs', '2025-12-03T10:00', 'weekly', null, '2026-01-07T10:00'],
  ['after the last', '2025-12-01T22:00', 'weekly', '2025-12-20T00:00', '2025-12-15T22:00'],
  ['without repetition', '2025-12-01T22:00', null, null, '2025-12-01T22:00'],
] as const)('%s, a maintenance tells the repetition that matters', (_when, start, repeat, until, shown) => {
  const end = `${start.slice(0, 11)}${String(Number(start.slice(11, 13)) + 1)}:00`;
  expect(timesFrom({ start, end, repeat, until }, zone, NOW).start).toBe(shown);
});
