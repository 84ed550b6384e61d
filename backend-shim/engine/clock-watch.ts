/**
 * Sees to clocks that were set back: the machine's on SQLite, the database server's on PostgreSQL. Armed waits move by the
 * same step before any code reads the new time, so that no page is later than its wait. A step forward needs nothing: what
 * is due by the new time is due.
 */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { ClockStep } from '../store/store.ts';

/** Time synchronisation makes smaller steps. */
export const SMALLEST_STEP_MS = 2000;

export interface ClockWatchDeps {
  log: Log;
  metrics: Pick<Metrics, 'clockSteps'>;
  /** Moves armed waits. @param by ms, negative @param now the time after the step */
  shift(by: number, now: number): Promise<void>;
}

/** The same clock, whose `now` waits while waits are being moved. */
export function watchClock(clock: Clock, { log, metrics, shift }: ClockWatchDeps): Clock {
  let offset = clock.machine() - clock.monotonic();
  let shifting: Promise<void> | null = null;

  async function move(by: number): Promise<void> {
    log.warn({ by }, 'the machine clock was set back; waits are moved accordingly');
    metrics.clockSteps.inc();
    try {
      await shift(by, clock.machine());
    } catch (error) {
      // Waits remain late by the step, so the operator must know.
      log.error({ by, err: error }, 'could not move waits after the machine clock was set back');
    } finally {
      shifting = null;
    }
  }

  return {
    ...clock,
    now: async () => {
      const seen = clock.machine() - clock.monotonic();
      const by = seen - offset;
      offset = seen;
      if (by < -SMALLEST_STEP_MS) {
        shifting = (shifting ?? Promise.resolve()).then(() => move(Math.round(by)));
      }
      await shifting;
      return clock.now();
    },
  };
}

/**
 * A sidecar works by its last reading of the database's time for a second. What it arms meanwhile, by the time before, must
 * be moved, too; what is armed by the new time must not. So all wait until all have seen the step.
 */
const ALL_SAW_IT_MS = 1500;

export interface ClockStepDeps {
  machine: Pick<Clock, 'sleep'>;
  log: Log;
  metrics: Pick<Metrics, 'clockSteps'>;
  /** Moves armed waits, unless another sidecar has. */
  shift(step: ClockStep): Promise<void>;
}

/** @returns what to do when the clock of the database's server was set back */
export function createStepHandler({ machine, log, metrics, shift }: ClockStepDeps): (step: ClockStep) => Promise<void> {
  return async ({ by, known, now }) => {
    log.warn({ by }, "the clock of the database's server was set back; waits are moved accordingly");
    metrics.clockSteps.inc();
    await machine.sleep(ALL_SAW_IT_MS);
    try {
      await shift({ by, known, now: now + ALL_SAW_IT_MS });
    } catch (error) {
      // Waits remain late by the step, so the operator must know.
      log.error({ by, err: error }, "could not move waits after the clock of the database's server was set back");
    }
  };
}
