/** Provides a log for tests that keeps nothing. */
import type { Log } from '../../ports/log.ts';

const nothing = () => undefined;
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog };
