import { expect, it } from 'vitest';
import { owedRests } from './owed.ts';

it('rest is owed that a decision left, and that was missing where nobody decided anything', () => {
  const decision = (user: string, owed: number, settled: Array<{ from: string; to: string }> = []) => {
    return { user, owed, owedBy: null, settled };
  };
  const finding = (user: string, owed: number | null, decision: object | null = null) => {
    const owedBy = owed === null ? null : '2026-12-15T07:15:00Z';
    return { user, data: { measured: 635, limit: 660, owed, owedBy }, decision } as never;
  };
  const given = { from: '2026-10-20T08:00:00Z', to: '2026-10-20T09:00:00Z' };
  expect(
    owedRests(
      [decision('ann', 60, [given]), decision('ben', 90, [given])],
      [finding('ann', null), finding('ann', 25), finding('ben', 90, { id: 'd' })],
    ),
  ).toEqual([
    { user: 'ben', minutes: 30, owedBy: null },
    { user: 'ann', minutes: 25, owedBy: '2026-12-15T07:15:00Z' },
  ]);
});
