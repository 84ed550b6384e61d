/** Opens what the steps of an import share: the folder, the source, the key and the Vigie. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { PagerImport } from '../pager.ts';
import type { ImportSettings, ImportWorld } from '../settings.ts';
import { snapshotFolder } from '../snapshot/files.ts';
import type { SnapshotFolder } from '../snapshot/files.ts';
import { createVigieClient } from '../vigie/client.ts';
import type { VigieClient } from '../vigie/client.ts';

export interface ImportContext {
  settings: ImportSettings;
  world: ImportWorld;
  pager: PagerImport;
  folder: SnapshotFolder;
}

export function importContext(settings: ImportSettings, world: ImportWorld, pager: PagerImport): ImportContext {
  return { settings, world, pager, folder: snapshotFolder(settings.snapshot) };
}

/** null: no Vigie is named. */
export async function vigieOf({ settings, world }: ImportContext): Promise<ImportResult<VigieClient | null>> {
  if (settings.vigie === null) {
    return done(null);
  }
  const token = settings.vigieTokenFile === null ? null : await world.readFile(settings.vigieTokenFile);
  return token === null
    ? importFailure('usage', { detail: `--vigie needs --vigie-token-file, a file with an API token of scope admin` })
    : done(createVigieClient(world.vigieTransport, settings.vigie, token.trim()));
}

export interface SourceAddress {
  url: string;
  keys: readonly string[];
}

export async function sourceOf({ settings, world, pager }: ImportContext): Promise<ImportResult<SourceAddress>> {
  const url = settings.url ?? pager.defaultUrl;
  if (url === null || !/^https?:\/\//.test(url)) {
    return importFailure('usage', { detail: `give the address of ${pager.name}: --url https://…` });
  }
  const text = settings.keyFile === null ? null : await world.readFile(settings.keyFile);
  const keys = (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return keys.length === 0
    ? importFailure('usage', {
        detail: `give --key-file, a file with the key of ${pager.name}; a key on the command line could be read by others`,
      })
    : done({ url: url.replace(/\/+$/, ''), keys });
}
