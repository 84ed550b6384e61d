/** Tells whether a message to a manager about people who start later is waiting; one message names all of them. */
import type { ReleasesNotice } from '#domain/notify/notice';
import { run } from '../../query.ts';
import type { Work } from '../../work.ts';

export async function isReleasesMessageWaiting(
  { tx, cap }: Work,
  { user, releases }: ReleasesNotice,
): Promise<boolean> {
  const p = cap.placeholder;
  const rows = await run<{ n: number }>(
    tx,
    `select 1 as n from deliveries where state = 'due' and kind = 'onCall' and "user" = ${p(1)} and content = ${p(2)} limit 1`,
    [user, JSON.stringify({ releases })],
  );
  return rows.length > 0;
}
