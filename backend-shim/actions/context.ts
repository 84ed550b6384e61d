/** The context of every action: the database, the configuration, and functions that change them. */
import type { World } from '#contract/references';
import type { ZoneTable } from '#domain/time/zone';
import type { Clock } from '../ports/clock.ts';
import type { StoredObject } from '../ports/configuration.ts';
import type { Directory } from '../ports/directory.ts';
import type { Vault } from '../ports/vault.ts';
import type { Store } from '../store/store.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';
import type { Work } from '../store/work.ts';

export type RunTransaction = <T>(work: (work: Work) => Promise<T>) => Promise<T>;

export interface ActionContext {
  store: Store;
  clock: Pick<Clock, 'now'>;
  vault: Vault;
  directory(): Directory;
  objects(): readonly StoredObject[];
  unreadable: UnreadableRegistry;
  /** Zones and regions with holidays that exist. */
  world: World;
  /** Of a zone that `world` knows. */
  zone(name: string): ZoneTable;
  transact: RunTransaction;
  /** Also plans the messages that the transaction asks for, and wakes the engine. */
  change: RunTransaction;
  /** Reads the configuration again if it changed, and wakes the engine. */
  reload(): Promise<void>;
}

/** Resolves when the saved changes are in force in this process. */
export async function thenReload<T>({ reload }: Pick<ActionContext, 'reload'>, transaction: Promise<T>): Promise<T> {
  const result = await transaction;
  await reload();
  return result;
}
