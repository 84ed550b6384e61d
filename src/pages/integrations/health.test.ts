import { describe, expect, test } from 'vitest';
import { healthOf } from './health.ts';

const came = (receivedAt: string) => ({ receivedAt, groupKey: 'k', title: null });

describe('an integration', () => {
  const state = { last: came('2026-01-07T09:00:00.000Z'), refused: null, silent: false };

  test.each([
    ['to which nothing came is unused', { ...state, last: null }, { kind: 'unused' }],
    ['whose alerts come is well', state, { kind: 'well' }],
    [
      'that refused what came last is refusing',
      { ...state, refused: { count: 2, at: '2026-01-07T09:10:00.000Z' } },
      { kind: 'refusing', count: 2 },
    ],
    [
      'that has only ever refused is refusing',
      { ...state, last: null, refused: { count: 1, at: '2026-01-07T09:10:00.000Z' } },
      { kind: 'refusing', count: 1 },
    ],
    [
      'that took alerts since a refusal says so',
      { ...state, refused: { count: 1, at: '2026-01-07T08:00:00.000Z' } },
      { kind: 'some-refused', count: 1 },
    ],
  ])('%s', (_name, given, health) => expect(healthOf(false, given)).toEqual(health));
});

test.each([
  [false, 'well'],
  [true, 'silent'],
])('a heartbeat of which silent is %s is %s', (silent, kind) => {
  expect(healthOf(true, { last: null, refused: null, silent })).toEqual({ kind });
});
