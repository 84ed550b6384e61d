import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome } from '../../../ports/channel.ts';
import { createTurns } from './turns.ts';

const limited = (after: number | null): DeliveryOutcome => ({
  kind: 'retry',
  reason: 'rate-limited',
  detail: '',
  after,
});
const waitOf = (outcome: DeliveryOutcome) => (outcome.kind === 'retry' ? outcome.after : undefined);

describe('turns', () => {
  it('follow each other, from when the service allows', () => {
    const turns = createTurns(() => 1000);
    expect([30_000, 30_000, null].map((after) => waitOf(turns.spread(limited(after), 'C1', 1_000)))).toEqual([
      30_000, 31_000, 32_000,
    ]);
  });

  it('are counted by room', () => {
    const turns = createTurns(() => 1000);
    turns.spread(limited(5_000), 'C1', 1_000);
    expect(waitOf(turns.spread(limited(5_000), 'C2', 1_000))).toBe(5_000);
  });

  it('in the past are free', () => {
    let now = 0;
    const turns = createTurns(() => now);
    turns.spread(limited(5_000), 'C1', 1_000);
    now = 60_000;
    expect(waitOf(turns.spread(limited(null), 'C1', 1_000))).toBe(0);
  });

  it.each<DeliveryOutcome>([
    { kind: 'done', providerId: null },
    { kind: 'retry', reason: 'network', detail: '', after: null },
    { kind: 'never', reason: 'refused', detail: '' },
  ])('do not apply to %j', (outcome) => expect(createTurns(() => 0).spread(outcome, 'C1', 1_000)).toBe(outcome));
});
