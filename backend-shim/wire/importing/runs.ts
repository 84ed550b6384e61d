/** Builds what runs imports. */
import type { ImportSource } from '#domain/importing/model';
import { heapShares } from '../../adapters/threads/memory.ts';
import type { AskInside } from '../../http/inside/api.ts';
import { careForImports } from '../../import-runs/care.ts';
import { createImportRunner } from '../../import-runs/runner.ts';
import { DEFAULT_URLS } from '../../importing/default-urls.ts';
import { scopesOf } from '../../store/access/stored-access.ts';
import { readToken } from '../../store/access/tokens.ts';
import type { StoredImportCaller } from '../../store/imports/stored-import.ts';
import type { BaseServices } from '../base.ts';

/** ms: who sets the clock by hand lets no second pass otherwise, and waits for every request. */
const OF_A_CLOCK_SET_BY_HAND = 20;

export type WiredImports = ReturnType<typeof wireImportRuns>;

export function wireImportRuns(base: BaseServices) {
  const { spare, unreadable, log, ids } = base;
  const inside = Promise.withResolvers<AskInside>();
  const runner = createImportRunner({
    ...base,
    transact: spare,
    clock: base.clock,
    pause: (ms, signal) => base.clock.sleep(base.manual === null ? ms : Math.min(ms, OF_A_CLOCK_SET_BY_HAND), signal),
    program: new URL('./step.ts', import.meta.url),
    heap: heapShares().step,
    newOwner: () => ids.next(),
    inside: inside.promise,
    pagerOf: (source) => (Object.hasOwn(DEFAULT_URLS, source) ? (source as ImportSource) : null),
    mayStill: (caller) => mayStill(base, caller),
  });
  return {
    wake: runner.wake,
    stop: runner.stop,
    /** @param ask reaches the API once it is built */
    open: (ask: AskInside) => inside.resolve(ask),
    care: async (now: number) => {
      await careForImports({ transact: spare, unreadable, log }, now);
      runner.wake();
    },
  };
}

/** Somebody who was disabled or deleted, or whose token was revoked or narrowed, since they asked lends no more rights. */
async function mayStill(base: BaseServices, { kind, name, tokenId }: StoredImportCaller): Promise<boolean> {
  if (tokenId !== undefined) {
    const token = await readToken(base.store.read, tokenId);
    return (
      token !== null &&
      (token.expires_at ?? Infinity) > (await base.clock.now()) &&
      scopesOf(token, base.unreadable)?.includes('admin') === true
    );
  }
  return kind !== 'person' || base.directory().responders.get(name)?.disabled === false;
}
