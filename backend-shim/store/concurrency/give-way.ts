/** Lets threads that compute take less of the processor than the one that pages. */
import { readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * For the calling thread: a tenth of the usual share where others want the processor, too. With the least of all, an answer would
 * never come on a machine that is kept busy. Linux numbers threads as it does processes, and anybody may lower their own.
 *
 * @returns false: this is another system, or `/proc` is forbidden, where all threads are equal
 */
export function giveWay(): boolean {
  try {
    os.setPriority(ownThread(), os.constants.priority.PRIORITY_BELOW_NORMAL);
    return true;
  } catch {
    return false;
  }
}

/** @returns the calling thread as Linux numbers it. @throws where `/proc` is missing or forbidden */
export function ownThread(): number {
  return Number(path.basename(readlinkSync('/proc/thread-self')));
}
