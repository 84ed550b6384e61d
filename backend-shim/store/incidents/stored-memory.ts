/** Reads the ids of silences that a source keeps because of an acknowledgement. */
import { z } from 'zod';
import type { SyncMemoryTable } from '../schema/syncs.ts';
import { readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

const ids = z.array(z.string());

/** Empty if they cannot be read: a silence exists, but its id is lost; it ends by itself. */
export function rememberedIds(
  { incident, integration, body }: Pick<SyncMemoryTable, 'incident' | 'integration' | 'body'>,
  noting: UnreadableReporter,
): string[] {
  return readOr(ids, body, { kind: 'syncMemories', id: `${incident}/${integration}` }, noting, []);
}
