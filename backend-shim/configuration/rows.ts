/** One configured object as a row. */
import type { StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { saveConfigRows } from '../store/configuration/objects.ts';
import type { ConfigTable } from '../store/schema/settings.ts';
import type { Work } from '../store/work.ts';
import { bumpRevision } from '../store/revision.ts';
import { sealBody } from './secrets.ts';

export async function saveObject(work: Work, row: ConfigTable): Promise<void> {
  await saveConfigRows(work, [row]);
  await bumpRevision(work);
}

export function rowOf(vault: Vault, object: StoredObject): ConfigTable {
  return {
    kind: object.kind,
    id: object.id,
    body: JSON.stringify(sealBody(object.kind, object.body, vault)),
    origin: object.origin,
    version: object.version,
    created_at: object.createdAt,
    updated_at: object.updatedAt,
  };
}
