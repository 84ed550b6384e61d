/** Configured objects in the database: read all at once, written by file or by API. */
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { Vault } from '../ports/vault.ts';
import type { Db } from '../store/store.ts';
import { openBody } from './secrets.ts';

export interface StoredObject {
  kind: string;
  id: string;
  body: unknown;
  origin: 'file' | 'api';
  version: number;
  updatedAt: number;
}

export async function readObjects(db: Db, vault: Vault): Promise<StoredObject[]> {
  const rows = await db.selectFrom('config').selectAll().orderBy('kind').orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    body: openBody(row.kind, JSON.parse(row.body), vault),
    origin: row.origin,
    version: row.version,
    updatedAt: row.updated_at,
  }));
}

/** The objects of the contract's kinds as one configuration; what lies beside them is left out. */
export function configOf(objects: readonly StoredObject[]): Config {
  const of = (kind: ConfigKind) => objects.filter((object) => object.kind === kind).map((object) => object.body);
  return Object.fromEntries(CONFIG_KINDS.map((kind) => [kind, of(kind)])) as Config;
}

/** Users are known by their login, everything else by its id. */
export function idOf(kind: string, body: { id?: string; login?: string }): string {
  const id = kind === 'users' ? body.login : body.id;
  if (id === undefined) {
    throw new Error(`a ${kind} object without an id`);
  }
  return id;
}
