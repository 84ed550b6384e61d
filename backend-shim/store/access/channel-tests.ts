/** Reads from the audit log which channels were tested, and what came of it. */
import { z } from 'zod';
import { readStored } from '../stored/json.ts';
import type { WholeShape } from '../stored/json.ts';
import type { Db } from '../store.ts';

export interface ChannelTest {
  channel: string;
  at: number;
  outcome: 'done' | 'retry' | 'never';
  /** A reason of the closed list; null if done. */
  reason: string | null;
}

const stated = z.object({
  outcome: z.enum(['done', 'retry', 'never']),
  reason: z.string().nullable().default(null),
} satisfies WholeShape<Pick<ChannelTest, 'outcome' | 'reason'>>);

/**
 * The latest test of each channel. Whatever was done to the channel afterwards may have changed what the test proved,
 * so only a test that is its newest entry counts. The index by kind and subject answers which entry that is.
 */
export async function readChannelTests(db: Db): Promise<ChannelTest[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'at', 'subject', 'after'])
    .where('id', 'in', (query) =>
      query
        .selectFrom('audit')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('kind', '=', 'channels')
        .groupBy('subject'),
    )
    .where('action', '=', 'test')
    .orderBy('subject')
    .execute();
  return rows.flatMap(({ id, at, subject, after }) => {
    const read = readStored(stated, after ?? 'null', { kind: 'audit', id });
    return read.ok ? [{ channel: subject, at: Number(at), ...read.value }] : [];
  });
}
