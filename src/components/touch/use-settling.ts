/** Keeps presses that were meant for what stood there before from buttons that have just appeared in its place. */
import { useDebounced } from '../browser/use-debounced.ts';

/** Longer than a double click of somebody half asleep, in ms. */
export const SETTLING = 1000;

/**
 * @param shown what decides which buttons there are
 * @returns whether it changed within the last second: until then, buttons are disabled, for a key as for a finger
 */
export function useSettling(shown: string): boolean {
  return useDebounced(shown, SETTLING) !== shown;
}
