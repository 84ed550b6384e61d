/** Sets how much the long tests do. `npm test` stays short; `test:deep` and `test:faults` raise these numbers. */

/** Runs of a property: `usual` in `npm test`, many times that in `npm run test:deep`, a part of it in `npm run mutate`. */
export function runs(usual: number): number {
  return Math.ceil(usual * Number(process.env.TEST_DEPTH ?? '1'));
}

/** How often a fault test kills the sidecar: 20 in `npm test`, 200 in `npm run test:faults`. */
export const kills = Number(process.env.FAULT_KILLS ?? '20');

/** How long a fault test takes something away, ms: 5 s in `npm test`, a minute in `npm run test:faults`. */
export const outageMs = Number(process.env.FAULT_OUTAGE_MS ?? '5000');

/** How long a sidecar is frozen beside another, ms: 8 s in `npm test`, two minutes in `npm run test:faults`. */
export const freezeMs = Number(process.env.FAULT_FREEZE_MS ?? '8000');

/** Whether a cluster is harmed in every way: `npm test` kills its primary once, `npm run test:faults` does all. */
export const everyHarm = process.env.FAULT_CLUSTER === 'all';

/** How long the sidecar is attacked, ms: a part of the 90 s in `npm test`, `ATTACK_MS=90000` for all of them. */
export const attackMs = Number(process.env.ATTACK_MS ?? '20000');
