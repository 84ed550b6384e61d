/** Tells whether any sidecar is sending deliveries. */
import type { Db } from '../store.ts';

export async function isSending(db: Db): Promise<boolean> {
  const row = await db.selectFrom('deliveries').select('id').where('state', '=', 'sending').limit(1).executeTakeFirst();
  return row !== undefined;
}
