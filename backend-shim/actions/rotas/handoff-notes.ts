/** Stores notes that people leave in a rota for the next person on call. */
import { writeAudit } from '../../store/access/audit.ts';
import { saveNote } from '../../store/duties/duties.ts';
import type { HandoffNoteTable } from '../../store/schema/duties.ts';
import type { ActionContext } from '../context.ts';
import { beyondHour } from '../hourly-limits.ts';
import type { OverHour } from '../hourly-limits.ts';

export interface HandoffNoteActions {
  leave(note: { rota: string; user: string; text: string }): Promise<{ ok: true; note: HandoffNoteTable } | OverHour>;
}

export function createHandoffNoteActions({ transact }: Pick<ActionContext, 'transact'>): HandoffNoteActions {
  return {
    leave: ({ rota, user, text }) =>
      transact(async (work) => {
        const over = await beyondHour(work, 'handoff-notes', user);
        if (over) {
          return over;
        }
        await writeAudit(work, [
          { actor: user, action: 'create', kind: 'handoff-notes', subject: rota, before: null, after: { text } },
        ]);
        return { ok: true, note: await saveNote(work, { rota, user, text }) };
      }),
  };
}
