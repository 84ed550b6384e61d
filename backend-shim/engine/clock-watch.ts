/**
 * Sees to clocks that were set back: the machine's on SQLite, the database server's on PostgreSQL. Armed waits move by the
 * same step before any code reads the new time, so that no page is later than its wait. A step forward needs nothing: what
 * is due by the new time is due.
 */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { SMALLEST_STEP_MS } from '../store/clock.ts';
import type { ClockStep } from '../store/store.ts';

/** Whom a step is told. */
interface StepReport {
  log: Log;
  metrics: Pick<Metrics, 'clockSteps'>;
}

async function moveWaits(
  { log, metrics }: StepReport,
  clock: string,
  by: number,
  shift: () => Promise<void>,
): Promise<void> {
  log.warn({ by }, `${clock} was set back; waits are moved accordingly`);
  metrics.clockSteps.inc();
  try {
    await shift();
  } catch (error) {
    // Waits remain late by the step, so the operator must know.
    log.error({ by, err: error }, `could not move waits after ${clock} was set back`);
  }
}

export interface ClockWatchDeps extends StepReport {
  /** Moves armed waits. @param by ms, negative @param now the time after the step */
  shift(by: number, now: number): Promise<void>;
}

/** The same clock, whose `now` waits while waits are being moved. */
export function watchClock(clock: Clock, { shift, ...report }: ClockWatchDeps): Clock {
  let offset = clock.machine() - clock.monotonic();
  let shifting: Promise<void> | null = null;

  async function move(by: number): Promise<void> {
    await moveWaits(report, 'the machine clock', by, () => shift(by, clock.machine()));
    shifting = null;
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

export interface ClockStepDeps extends StepReport {
  machine: Pick<Clock, 'sleep'>;
  /** Moves armed waits, unless another sidecar has. */
  shift(step: ClockStep): Promise<void>;
}

/** @returns what to do when the clock of the database's server was set back */
export function createStepHandler({ machine, shift, ...report }: ClockStepDeps): (step: ClockStep) => Promise<void> {
  return ({ by, known, now }) =>
    moveWaits(report, "the clock of the database's server", by, async () => {
      await machine.sleep(ALL_SAW_IT_MS);
      await shift({ by, known, now: now + ALL_SAW_IT_MS });
    });
}
