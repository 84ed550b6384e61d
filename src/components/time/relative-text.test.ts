import { beforeAll, expect, test } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { agoText } from './relative-text.ts';

beforeAll(() => readIn('en-US'));

const NOW = Date.parse('2026-01-07T09:30Z');

test('what happened is in the past, even if the clock of the sidecar is ahead of the browser’s', () => {
  expect(agoText(NOW - 3 * 60_000, NOW)).toBe('3 minutes ago');
  expect(agoText(NOW + 5_000, NOW)).toBe('now');
});
