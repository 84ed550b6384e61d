/** Moves the manual clock: every timer due on the way runs at its own instant and in order. */
import type { Clock } from '../ports/clock.ts';
import type { ManualClock } from '../store/clock.ts';
import { isSending } from '../store/deliveries/sending.ts';
import type { Store } from '../store/store.ts';
import { earliestDue } from '../store/timers.ts';
import type { ChoreRunner } from './chores.ts';
import type { Engine, RoundRunner } from './engine.ts';

export interface TravelDeps {
  store: Store;
  clock: ManualClock;
  machine: Clock;
  engine: Engine;
  rounds: RoundRunner;
  chores: Pick<ChoreRunner, 'runAll'>;
  /** Puts changes of the configuration in force that rounds made. Where time goes by itself, a chore does. */
  reload(): Promise<void>;
  /** Stores everything received before time moves. */
  ingest: { idle(): Promise<void> };
}

/** How long to wait for deliveries of another sidecar on the same database before time moves on. */
const FOREIGN_WAIT_MS = 10_000;
const LOOK_EVERY_MS = 5;

export async function travelTo(deps: TravelDeps, target: number): Promise<number> {
  const { clock, engine, chores, ingest } = deps;
  await ingest.idle();
  return engine.exclusively(async () => {
    const before = await clock.now();
    if (target < before) {
      await clock.set(target);
      return target;
    }
    await runUntil(deps, target);
    await clock.set(target);
    await chores.runAll(target, target !== before);
    await runUntil(deps, target);
    return target;
  });
}

async function runUntil(deps: TravelDeps, target: number): Promise<void> {
  const { clock, store } = deps;
  for (;;) {
    const now = await clock.now();
    await drain(deps, now);
    const next = await earliestDue(store.read);
    if (next === null || next > target) {
      return;
    }
    if (next > now) {
      await clock.set(next);
    }
  }
}

/** Runs until nothing is due at this instant and nothing is under way. */
async function drain(deps: TravelDeps, now: number): Promise<void> {
  const { rounds, store, machine, reload } = deps;
  const deadline = machine.monotonic() + FOREIGN_WAIT_MS;
  for (;;) {
    await rounds.run(now);
    await reload();
    const due = await earliestDue(store.read);
    const busy =
      rounds.inFlight() > 0 || (await isSending(store.read))
        ? machine.monotonic() < deadline || rounds.inFlight() > 0
        : false;
    if (!busy && (due === null || due > now)) {
      return;
    }
    await machine.sleep(LOOK_EVERY_MS);
  }
}
