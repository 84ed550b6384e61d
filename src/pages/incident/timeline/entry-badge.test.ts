import { expect, test } from 'vitest';
import { entryBadge } from './entry-badge.ts';

test.each([
  [{}, 'Held by maintenance'],
  [{ reason: 'silenced', source: 'Prometheus', by: 'ann', comment: '', until: 0 }, 'Silenced'],
  [{ reason: 'downtime', source: 'Icinga', until: 0 }, 'Held by a downtime'],
  [{ reason: 'downtime-over', held: false }, 'Escalation resumes'],
  [{ reason: 'downtime-over', held: true }, 'Held by maintenance'],
  [{ reason: 'over' }, 'Escalation resumes'],
  [{ reason: 'not-available', user: 'ann', until: 0, standIn: 'ben' }, 'Not available'],
])('of a held entry with %j', (data, word) => {
  expect(entryBadge({ kind: 'held', data }).word()).toBe(word);
});

test('a kind of a later version has its own name', () => {
  expect(entryBadge({ kind: 'beamed' as never, data: {} })).toMatchObject({ icon: 'circle' });
});
