/** If plugin and sidecar have incompatible versions, says which of the two must be updated. */
import type { ErrorBody } from '#contract/errors';
import type { RefusalCode } from '#contract/reasons/refusals';

/** The sidecar's answer to the route of a plugin of 0.1. */
const OF_AN_OLD_PLUGIN: readonly RefusalCode[] = ['plugin-token', 'forwarded'];

/** @returns null: neither */
export function outdatedPart({ error }: ErrorBody): 'plugin-old' | 'sidecar-old' | null {
  if (OF_AN_OLD_PLUGIN.some((code) => code === error.reason)) {
    return 'plugin-old';
  }
  // Only 0.1 gives no reason at all. It lacks the plugin's path, so every request there is answered 404.
  return error.code === 'not-found' && !Object.hasOwn(error, 'reason') ? 'sidecar-old' : null;
}
