/** Sends people's actions to sources and queries them for missed alerts, beside the rounds of paging. */
import type { RoundRunner } from '../../engine/engine.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import { pendingSyncWork } from '../../store/syncs/syncs.ts';
import { takeQuestions } from '../../stages/sync/source-answers.ts';
import { giveUpQuestions } from '../../stages/sync/pull.ts';
import { releaseHeld } from '../../stages/sync/release.ts';
import { createQuestions } from './questions.ts';
import type { SyncingDeps } from './sync-deps.ts';
import { createTellings } from './tellings.ts';

export interface SyncRounds extends RoundRunner {
  /** Queries every source that can be queried; returns at once. */
  reconcile(now: number): Promise<void>;
}

export function createSyncing(deps: SyncingDeps): SyncRounds {
  const { store, transact } = deps;
  const tellings = createTellings(deps);
  const questions = createQuestions(deps);
  return {
    run: async (now) => {
      const read = deps.clock.monotonic();
      const waiting = await pendingSyncWork(store.read, CAPABILITIES[store.dialect], now);
      const released = waiting.held ? await transact(releaseHeld, now) : 0;
      if (waiting.asked) {
        // Queries are sent only after the commit that took the questions.
        questions.askFor(await transact(takeQuestions, now));
      }
      const claims = waiting.due && tellings.free() > 0;
      return released + (claims ? await tellings.claimDue(now, read) : 0);
    },
    inFlight: () => tellings.inFlight() + questions.inFlight(),
    renew: tellings.renew,
    stop: async () => {
      await Promise.all([tellings.stop(), questions.stop()]);
    },
    reconcile: async (now) => {
      await transact(giveUpQuestions, now);
      questions.askAll();
    },
  };
}

/** Two kinds of rounds as one. */
export function alongside(first: RoundRunner, second: RoundRunner): RoundRunner {
  return {
    run: async (now) => (await first.run(now)) + (await second.run(now)),
    pause: () => first.pause?.() ?? second.pause?.() ?? null,
    onSlotFree: (ring) => [first, second].forEach((one) => one.onSlotFree?.(ring)),
    inFlight: () => first.inFlight() + second.inFlight(),
    renew: async () => void (await Promise.all([first.renew(), second.renew()])),
    stop: async () => void (await Promise.all([first.stop(), second.stop()])),
  };
}
