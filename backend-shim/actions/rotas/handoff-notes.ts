/** Stores notes that people leave in a rota for the next person on call. */
import { writeAudit } from '../../store/access/audit.ts';
import { saveNote } from '../../store/duties/duties.ts';
import type { HandoffNoteTable } from '../../store/schema/duties.ts';
import type { ActionContext } from '../context.ts';

export interface HandoffNoteActions {
  leave(note: { rota: string; user: string; text: string }): Promise<HandoffNoteTable>;
}

export function createHandoffNoteActions({ transact }: Pick<ActionContext, 'transact'>): HandoffNoteActions {
  return {
    leave: ({ rota, user, text }) =>
      transact(async (work) => {
        await writeAudit(work, [
          { actor: user, action: 'create', kind: 'handoff-notes', subject: rota, before: null, after: { text } },
        ]);
        return saveNote(work, { rota, user, text });
      }),
  };
}
