/** An object goes, and with it what lies beside it and means nothing alone. */
import { run } from '../store/query.ts';
import { unbindIdentity } from '../store/identities.ts';
import type { ConfigTable } from '../store/schema.ts';
import type { Work } from '../store/work.ts';
import { keepRotaDeletion } from './history.ts';

/** @param actor null: the files */
export async function removeObject(work: Work, row: ConfigTable, actor: string | null): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from config where kind = ${p(1)} and id = ${p(2)}`, [row.kind, row.id]);
  if (row.kind === 'rotas') {
    await keepRotaDeletion(work, row, actor);
    await run(work.tx, `delete from config where kind = 'overrides' and id like ${p(1)} escape '\\'`, [`${escapeLike(row.id)}/%`]);
  }
  if (row.kind === 'users') {
    await run(work.tx, `delete from config where kind = 'profiles' and id = ${p(1)}`, [row.id]);
    await unbindIdentity(work, row.id);
  }
}

/** Ids may hold `_`, which stands for any letter there. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
