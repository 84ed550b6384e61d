import { beforeAll, expect, test } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { agoText } from './relative-text.ts';

beforeAll(() => readIn('en-US'));

const NOW = Date.parse('2026-01-07T09:30Z');

test('what happened is in the past, even if the clock of the sidecar is ahead of the browser’s', () => {
  expect(agoText(NOW - 3 * 60_000, NOW)).toBe('3 minutes ago');
  expect(agoText(NOW + 5_000, NOW)).toBe('now');
});

test.each([
  [59_000, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [90_000, '1 minute ago'],
  [90 * 60_000, '90 minutes ago'],
  [119 * 60_000, '119 minutes ago'],
  [2 * 3_600_000, '2 hours ago'],
  [47 * 3_600_000, '47 hours ago'],
  [48 * 3_600_000, '2 days ago'],
  [13 * 86_400_000, '13 days ago'],
  [14 * 86_400_000, '2 weeks ago'],
])('%i ms are %s', (ms, text) => expect(agoText(NOW - ms, NOW)).toBe(text));
