/** Removes calendar links of rotas and people. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

/** The calendar link of a rota or a person stops at once. */
export async function removeFeed(work: Work, kind: 'rota' | 'user', subject: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from calendar_feeds where kind = ${p(1)} and subject = ${p(2)}`, [kind, subject]);
}
