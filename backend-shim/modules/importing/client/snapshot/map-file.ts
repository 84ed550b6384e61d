/** Reads and writes `map.json`: which object of the source is which in Vigie, and what was applied of it. */
import { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { stableJson } from './files.ts';
import type { SnapshotFolder } from './files.ts';
import { jsonOrNull } from './json.ts';

const MAP = 'map.json';

const mapFile = z.strictObject({
  /** `<kind> <id of the source>` → id in Vigie. */
  ids: z.record(z.string(), z.string()),
  /**
   * `<kind> <id in Vigie>` → what was sent, and the version that it became; null: sent, and no answer came. `own`: hash of
   * what Vigie made of it, but for its shadow.
   */
  applied: z.record(
    z.string(),
    z.strictObject({ hash: z.string(), version: z.int().nullable(), own: z.string().optional() }),
  ),
});
export type MapFile = z.output<typeof mapFile>;

export async function readMapFile(folder: SnapshotFolder): Promise<ImportResult<MapFile>> {
  const text = await folder.read(MAP);
  if (text === null) {
    return done({ ids: {}, applied: {} });
  }
  const read = mapFile.safeParse(jsonOrNull(text));
  // A map that is lost would double every object, so a damaged one stops the import.
  return read.success
    ? done(read.data)
    : importFailure('snapshot-damaged', { file: MAP, detail: 'it has another form' });
}

export function writeMapFile(folder: SnapshotFolder, map: MapFile): Promise<ImportResult<null>> {
  return folder.write(MAP, stableJson(map));
}
