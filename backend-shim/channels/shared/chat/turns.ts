/**
 * Spreads messages that a service refused for its rate limit: each gets its own next turn. If all came back at once,
 * they would be refused again until their attempts are used up.
 */
import type { DeliveryOutcome } from '../../../ports/channel.ts';

export interface RoomTurns {
  /**
   * @param room what the service limits, including the bot
   * @param spacing ms between two messages there
   */
  spread(outcome: DeliveryOutcome, room: string, spacing: number): DeliveryOutcome;
}

export function createTurns(now: () => number): RoomTurns {
  /** The next free turn by room, epoch ms. */
  const free = new Map<string, number>();
  return {
    spread: (outcome, room, spacing) => {
      if (outcome.kind !== 'retry' || outcome.reason !== 'rate-limited') {
        return outcome;
      }
      const at = now();
      [...free].filter(([, next]) => next <= at).forEach(([key]) => free.delete(key));
      const turn = Math.max(at + (outcome.after ?? 0), free.get(room) ?? 0);
      free.set(room, turn + spacing);
      return { ...outcome, after: turn - at };
    },
  };
}
