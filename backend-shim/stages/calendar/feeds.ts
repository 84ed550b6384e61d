/**
 * Secret links to calendars, one per rota and per person, shown to their owner; a new link replaces one that leaked.
 */
import type { FeedSubject } from '../../ports/heavy/rotas.ts';
import type { Vault } from '../../ports/vault.ts';
import type { Dialect } from '../../store/capabilities.ts';
import { findCalendarLink, readCalendarLink, saveCalendarLink } from '../../store/duties/calendar-links.ts';
import type { Db } from '../../store/store.ts';
import type { Work } from '../../store/work.ts';

const SECRET_BYTES = 24;

export interface CalendarFeed extends FeedSubject {
  secret: string;
  alarm: number | null;
  createdAt: number;
}

/** Creates the link, or replaces it: the old one stops working at once. */
export async function renewFeed(
  work: Work,
  vault: Vault,
  subject: FeedSubject,
  alarm: number | null,
): Promise<CalendarFeed> {
  const secret = work.ids.secret(SECRET_BYTES);
  await saveCalendarLink(work, {
    kind: subject.kind,
    subject: subject.id,
    secret: vault.seal(secret),
    fingerprint: vault.fingerprint(secret),
    alarm_ms: alarm,
    created_at: work.now,
  });
  return { ...subject, secret, alarm, createdAt: work.now };
}

export async function readFeed(
  db: Db,
  dialect: Dialect,
  vault: Vault,
  subject: FeedSubject,
): Promise<CalendarFeed | null> {
  const row = await readCalendarLink(db, dialect, { kind: subject.kind, subject: subject.id });
  return row ? { ...subject, secret: vault.open(row.secret), alarm: row.alarm_ms, createdAt: row.created_at } : null;
}

/** The feed that this secret opens, or null. */
export async function feedBySecret(
  db: Db,
  dialect: Dialect,
  vault: Vault,
  secret: string,
): Promise<(FeedSubject & { alarm: number | null }) | null> {
  const row = await findCalendarLink(db, dialect, vault.fingerprint(secret));
  return row ? { kind: row.kind as FeedSubject['kind'], id: row.subject, alarm: row.alarm_ms } : null;
}
