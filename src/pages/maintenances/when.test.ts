import { expect, test } from 'vitest';
import { byPhase, phaseOf } from './when.ts';

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
