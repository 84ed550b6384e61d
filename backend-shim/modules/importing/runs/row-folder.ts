/** Keeps a snapshot in the database in place of a folder: several sidecars share it, and every file is sealed. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure } from '#modules/importing/contract/failures';
import type { SnapshotFolder } from '../client/snapshot/files.ts';
import type { Vault } from '../../../ports/vault.ts';
import { CAPABILITIES } from '../../../store/capabilities.ts';
import {
  isWorkedOnBy,
  listImportFiles,
  moveImportFiles,
  readImportFile,
  removeImportFiles,
  writeImportFile,
} from '../store/files.ts';
import type { Db, Store } from '../../../store/store.ts';
import { breathe } from './breathe.ts';

/** A pager that never stops answering must not fill the database. */
const MOST_WRITTEN = 256 * 1024 * 1024;

export interface RowFolderParts {
  store: Store;
  vault: Vault;
  /** Of the import. */
  id: string;
  /** Only the sidecar that holds the lease writes. */
  owner: string;
}

export function rowFolder({ store, vault, id, owner }: RowFolderParts): SnapshotFolder {
  const cap = CAPABILITIES[store.dialect];
  let written = 0;
  const change = (work: (tx: Db) => Promise<void>): Promise<boolean> =>
    store.transaction(
      async (tx) => {
        const isOurs = await isWorkedOnBy(tx, cap, id, owner);
        if (isOurs) {
          await work(tx);
        }
        return isOurs;
      },
      { spare: true },
    );
  const lost = (): ImportFailure => importFailure('cancelled');
  return {
    path: `import ${id}`,
    async read(path) {
      const sealed = await readImportFile(store.read, id, path);
      await breathe();
      return openedOrNull(vault, sealed);
    },
    async write(path, text) {
      written += text.length;
      if (written > MOST_WRITTEN) {
        return importFailure('snapshot-unwritable', { folder: `import ${id}`, detail: 'the snapshot is too large' });
      }
      const content = vault.seal(text);
      return (await change((tx) => writeImportFile(tx, cap, { import_id: id, path, content }))) ? done(null) : lost();
    },
    list: (below) => listImportFiles(store.read, id, below),
    remove: async (below) => void (await change((tx) => removeImportFiles(tx, id, below))),
    move: async (from, to) => ((await change((tx) => moveImportFiles(tx, id, from, to))) ? done(null) : lost()),
  };
}

/** A file that was sealed with another key counts as gone: the pager is read again. */
export function openedOrNull(vault: Vault, sealed: string | null): string | null {
  return sealed === null || !vault.opens(sealed) ? null : vault.open(sealed);
}
