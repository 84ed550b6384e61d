/** Builds what the routes of imports need. */
import type { ImportSource } from '#domain/importing/model';
import { createImportActions } from '../../actions/importing/imports.ts';
import type { ImportDeps } from '../../http/routes/importing/import-deps.ts';
import { openedOrNull } from '../../import-runs/row-folder.ts';
import { DEFAULT_URLS } from '../../importing/default-urls.ts';
import { listImportFiles, readImportFile } from '../../store/imports/files.ts';
import type { CoreServices } from '../core.ts';

export function importDeps(core: CoreServices): ImportDeps {
  return {
    actions: createImportActions({
      ...core,
      pagers: Object.entries(DEFAULT_URLS).map(([source, url]) => ({ source: source as ImportSource, url })),
      wake: core.imports.wake,
    }),
    file: async (id, path) => openedOrNull(core.vault, await readImportFile(core.store.read, id, path)),
    files: (id, below) => listImportFiles(core.store.read, id, below),
    reportPage: async (plan, proof) => (await import('../../importing/report/page.ts')).reportPage(plan, proof),
  };
}
