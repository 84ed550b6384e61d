/** Fetches an outside calendar at once, on somebody's request. */
import { fetchNow } from '../../stages/calendar/adjust.ts';
import { writeAudit } from '../../store/access/audit.ts';
import type { ActionContext } from '../context.ts';

export interface OutsideCalendarActions {
  /** Fetches it regardless of its schedule; the result is known a moment later. */
  readNow(calendar: string, actor: string): Promise<void>;
}

export function createOutsideCalendarActions({
  transact,
  wake,
}: Pick<ActionContext, 'transact'> & { wake(): void }): OutsideCalendarActions {
  return {
    readNow: async (calendar, actor) => {
      await transact(async (work) => {
        await fetchNow(work, calendar);
        await writeAudit(work, [
          { actor, action: 'look', kind: 'calendars', subject: calendar, before: null, after: null },
        ]);
      });
      wake();
    },
  };
}
