/** Creates, replaces and revokes links to the calendar of a rota or of a person. */
import type { FeedSubject } from '../../ports/heavy/rotas.ts';
import { readFeed, renewFeed } from '../../stages/calendar/feeds.ts';
import type { CalendarFeed } from '../../stages/calendar/feeds.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { deleteCalendarLink } from '../../store/duties/calendar-links.ts';
import type { Work } from '../../store/work.ts';
import type { ActionContext } from '../context.ts';

export type { CalendarFeed, FeedSubject };

export interface CalendarLinkActions {
  read(subject: FeedSubject): Promise<CalendarFeed | null>;
  /**
   * Replaces the link; the earlier one stops working.
   * @param alarm ms before a shift; null: none
   */
  renew(subject: FeedSubject, alarm: number | null, actor: string): Promise<CalendarFeed>;
  remove(subject: FeedSubject, actor: string): Promise<void>;
}

export function createCalendarLinkActions({
  store,
  vault,
  transact,
}: Pick<ActionContext, 'store' | 'vault' | 'transact'>): CalendarLinkActions {
  return {
    read: (subject) => readFeed(store.read, store.dialect, vault, subject),
    renew: (subject, alarm, actor) =>
      transact(async (work) => {
        const feed = await renewFeed(work, vault, subject, alarm);
        await note(work, subject, actor, 'renew');
        return feed;
      }),
    remove: (subject, actor) =>
      transact(async (work) => {
        await deleteCalendarLink(work, subject.kind, subject.id);
        await note(work, subject, actor, 'delete');
      }),
  };
}

async function note(work: Work, { kind, id }: FeedSubject, actor: string, action: 'renew' | 'delete'): Promise<void> {
  await writeAudit(work, [
    { actor, action, kind: 'calendar-links', subject: `${kind}/${id}`, before: null, after: null },
  ]);
}
