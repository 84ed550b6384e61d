/** The program of the thread in which a step of an import runs. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ConfigKind } from '#contract/config';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { zoneTableOf } from '../../adapters/zones.ts';
import { CHANNEL_DEFINITIONS } from '../../channels/registry.ts';
import { checkOwn } from '../../configuration/own-checks.ts';
import { serveStep } from './runs/step-program.ts';
import type { StepTask } from './runs/step-ports.ts';
import { PAGERS } from './client/registry.ts';
import { sources } from '../../sources/registry.ts';
import { giveWay } from '../../store/concurrency/give-way.ts';
import { world } from '../../wire/zones.ts';

giveWay();
if (parentPort !== null) {
  serveStep(parentPort, workerData as StepTask, {
    pagers: PAGERS,
    monotonic: createSystemClock().monotonic,
    zone: zoneTableOf,
    references: world,
    checkOwn: (kind: ConfigKind, body: unknown) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
  });
}
