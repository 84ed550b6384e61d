/** What an attack cost the sidecar: processor time of its main thread, and memory of the process with all its workers. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { slowness } from '../support/yardstick.ts';

/** The heap of the packages' smallest container. */
const MAIN_HEAP_MB = 256;
export const NODE_OPTIONS = `${TURN_PROBE} --max-old-space-size=${MAIN_HEAP_MB}`;

/** A turn may last for minutes before it answers. */
const LONGEST_WAIT = 240_000;

export class Gauge {
  readonly #sidecar: Sidecar;
  /** ms of processor time of the longest turn since the last time. */
  readonly turn: () => Promise<number>;

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
    this.turn = turnsOf(sidecar, LONGEST_WAIT);
  }

  /** @returns ms of processor time of the main thread since `used` was `before`, on a machine as fast as that of the limits */
  usedSince(before: number): number {
    return (this.used() - before) / slowness();
  }

  /** ms of processor time of the main thread so far. */
  used(): number {
    const { pid } = this.#sidecar;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  }

  /** From here on `peak` counts. */
  forgetPeak(): void {
    writeFileSync(`/proc/${this.#sidecar.pid}/clear_refs`, '5');
  }

  /** Resident MB, at the most since `forgetPeak`. */
  peak(): number {
    const status = readFileSync(`/proc/${this.#sidecar.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }
}
