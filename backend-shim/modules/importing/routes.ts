/** Builds what the routes of imports need. */
import type { ImportSource } from '#modules/importing/domain/model';
import { createImportActions } from './actions/imports.ts';
import type { ImportDeps } from './http/import-deps.ts';
import { openedOrNull } from './runs/row-folder.ts';
import { DEFAULT_URLS } from './client/default-urls.ts';
import { listImportFiles, readImportFile } from './store/files.ts';
import type { ModuleCore } from '../../wire/module.ts';

export function importDeps(core: ModuleCore, wake: () => void): ImportDeps {
  return {
    actions: createImportActions({
      ...core,
      ...core.toSpare,
      pagers: Object.entries(DEFAULT_URLS).map(([source, url]) => ({ source: source as ImportSource, url })),
      wake,
    }),
    file: async (id, path) => openedOrNull(core.vault, await readImportFile(core.store.read, id, path)),
    files: (id, below) => listImportFiles(core.store.read, id, below),
    reportPage: async (plan, proof) => (await import('./client/report/page.ts')).reportPage(plan, proof),
  };
}
