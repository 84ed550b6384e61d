/** The longest turn of a sidecar's event loop: for so long it pages nobody. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Sidecar } from './sidecar.ts';
import { slowness } from './yardstick.ts';

const PROBE = pathToFileURL(path.join(import.meta.dirname, '../bench/longest-turn.ts')).href;
/** Among the `NODE_OPTIONS` of a sidecar whose turns are measured. */
export const TURN_PROBE = `--import=${PROBE}`;

/**
 * Of one start of a sidecar: the probe counts from one after each.
 *
 * @param patience ms that a turn may go on for before it answers
 * @returns asks for the longest turn since it was asked last, ms of processor time on a machine as fast as that of
 *   the bounds
 */
export function turnsOf(sidecar: Sidecar, patience?: number): () => Promise<number> {
  let asked = 0;
  return async () => {
    const mine = ++asked;
    process.kill(sidecar.pid, 'SIGUSR2');
    const line = await sidecar.logLine((one) => one.msg === 'longest turn' && one['asked'] === mine, patience);
    return Number(line['ms']) / slowness();
  };
}
