/** Builds what runs imports. */
import type { ImportSource } from '#modules/importing/domain/model';
import { heapShares } from '../../adapters/threads/memory.ts';
import { careForImports } from './runs/care.ts';
import { createImportRunner } from './runs/runner.ts';
import { DEFAULT_URLS } from './client/default-urls.ts';
import { scopesOf } from '../../store/access/stored-access.ts';
import { readToken } from '../../store/access/tokens.ts';
import type { StoredImportCaller } from './store/stored-import.ts';
import type { ModuleCore } from '../../wire/module.ts';

/** ms: who sets the clock by hand lets no second pass otherwise, and waits for every request. */
const OF_A_CLOCK_SET_BY_HAND = 20;

export interface RunningImports {
  wake(): void;
  stop(): Promise<void>;
  care(now: number): Promise<void>;
}

/** @param inside reaches the API once it is built */
export function runImports(base: ModuleCore): RunningImports {
  const { spare, unreadable, log, ids, inside } = base;
  const runner = createImportRunner({
    ...base,
    transact: spare,
    clock: base.clock,
    pause: (ms, signal) => base.clock.sleep(base.manual === null ? ms : Math.min(ms, OF_A_CLOCK_SET_BY_HAND), signal),
    program: new URL('./worker.ts', import.meta.url),
    heap: heapShares().step,
    newOwner: () => ids.next(),
    inside,
    pagerOf: (source) => (Object.hasOwn(DEFAULT_URLS, source) ? (source as ImportSource) : null),
    mayStill: (caller) => mayStill(base, caller),
  });
  return {
    wake: runner.wake,
    stop: runner.stop,
    care: async (now: number) => {
      await careForImports({ transact: spare, unreadable, log }, now);
      runner.wake();
    },
  };
}

/** Somebody who was disabled or deleted, or whose token was revoked or narrowed, since they asked lends no more rights. */
async function mayStill(base: ModuleCore, { kind, name, tokenId }: StoredImportCaller): Promise<boolean> {
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
