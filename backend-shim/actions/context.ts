/** The context of every action: the database, the configuration, and functions that change them. */
import type { ReferenceFacts } from '#contract/references';
import type { ZoneTable } from '#domain/time/zone';
import type { Clock } from '../ports/clock.ts';
import type { StoredObject } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { Vault } from '../ports/vault.ts';
import type { Store } from '../store/store.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';
import type { Work } from '../store/work.ts';

/** Runs a transaction at the present instant. */
export type RunTransactionNow = <T>(work: (work: Work) => Promise<T>) => Promise<T>;

export interface ActionContext {
  store: Store;
  clock: Pick<Clock, 'now'>;
  vault: Vault;
  directory(): Directory;
  objects(): readonly StoredObject[];
  unreadable: UnreadableRegistry;
  /** Zones and regions with holidays that exist. */
  world: ReferenceFacts;
  /** Of a zone that `world` knows. */
  zone(name: string): ZoneTable;
  transact: RunTransactionNow;
  /** Also plans the messages that the transaction asks for, and wakes the engine. */
  change: RunTransactionNow;
  /** Reads the configuration again if it changed, and wakes the engine. */
  reload(): Promise<void>;
}

/** @returns runs a transaction, and resolves when what it saved is in force in this process */
export function saving(run: RunTransactionNow, reload: ActionContext['reload']): RunTransactionNow {
  return async (work) => {
    const result = await run(work);
    await reload();
    return result;
  };
}
