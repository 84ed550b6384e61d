/** Makes a snapshot of the backup that a source's own tool has written, without asking the source. */
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { snapshotFolder } from '../snapshot/files.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import type { ImportContext } from './context.ts';
import { BACKUP_URL, comparedRange, refusedRedaction, storeSnapshot } from './store-snapshot.ts';

export async function fetchBackup(context: ImportContext, path: string): Promise<ImportResult<null>> {
  const { world, pager } = context;
  const refused = await refusedRedaction(context);
  if (refused !== null) {
    return refused;
  }
  if (pager.readBackup === undefined) {
    return importFailure('usage', { detail: `--from-backup reads backups of Opsgenie, not of ${pager.name}` });
  }
  const files = snapshotFolder(path);
  const began = world.clock.machine();
  const read = await pager.readBackup({
    path,
    list: () => files.list('.'),
    json: async (file) => jsonOrNull((await files.read(file)) ?? ''),
  });
  if (!read.ok) {
    return read;
  }
  return storeSnapshot(context, {
    url: BACKUP_URL,
    began,
    whole: { ...read.value, answers: [], ...comparedRange(context, began) },
    effort: 'from a backup',
  });
}
