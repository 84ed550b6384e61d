/** What a source keeps for an incident because of an acknowledgement: ids of its silences. */
import { z } from 'zod';
import type { SyncMemoryTable } from '../schema/syncs.ts';
import { readOr } from '../stored/json.ts';
import type { UnreadableReporter } from '../stored/unreadable.ts';

const ids = z.array(z.string());

/** Empty where it cannot be read: there is something, and nobody knows its ids; it ends by itself. */
export function rememberedIds(
  { incident, integration, body }: Pick<SyncMemoryTable, 'incident' | 'integration' | 'body'>,
  noting: UnreadableReporter,
): string[] {
  return readOr(ids, body, { kind: 'syncMemories', id: `${incident}/${integration}` }, noting, []);
}
