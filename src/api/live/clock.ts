/**
 * The time that the screen shows. It follows the sidecar's clock, which may be a manual one, since a laptop's may be
 * wrong; answers of the sidecar provide the offset.
 */
import { Subject, asyncScheduler } from 'rxjs';

let offset = 0;

/** Signals that the offset changed, so that everything that shows the time updates. */
export const timeLearned$ = new Subject<void>();

/** The time of a manual clock; null: the clock runs. */
let standing: number | null = null;

/** This machine's wall clock. */
export function machineNow(): number {
  return asyncScheduler.now();
}

/** @param at this machine's time @returns what the sidecar's clock showed then, as far as known */
export function sidecarTimeAt(at: number): number {
  return standing ?? at + offset;
}

/** The sidecar's current time as far as known, epoch ms. */
export function now(): number {
  return sidecarTimeAt(machineNow());
}

/** A smaller difference comes from the network, and is not worth a jump of every countdown. */
const NOTICEABLE = 2_000;

/**
 * @param sidecarNow epoch ms as just told by the sidecar.
 * @param isManual its clock stands still until somebody moves it (simulations, demos).
 */
export function syncClock(sidecarNow: number, isManual = false): void {
  standing = isManual ? sidecarNow : null;
  const difference = sidecarNow - machineNow();
  offset = Math.abs(difference) < NOTICEABLE ? 0 : difference;
  timeLearned$.next();
}
