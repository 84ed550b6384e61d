/** `/api/v1/rotas/:id/handoff-notes`: written notes for the next person on call. */
import { z } from 'zod';
import { handoffNote, newHandoffNote } from '#contract/rotas/duty';
import { listOf } from '#contract/list';
import type { HandoffNoteActions } from '../../../actions/rotas/handoff-notes.ts';
import { listNotes } from '../../../store/duties/lists.ts';
import type { HandoffNoteTable } from '../../../store/schema/duties.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { errorOfRefusal } from '../../refusal.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

const tags = ['duties'];
const byId = { params: z.object({ id: z.string() }) };
const MOST_LISTED = 50;

export function handoffNoteRoutes(
  app: ApiServer,
  { store, directory }: Pick<ApiDeps, 'store' | 'directory'>,
  notes: HandoffNoteActions,
): void {
  const list = {
    tags,
    summary: 'What was left in writing, newest first',
    ...byId,
    response: { 200: listOf(handoffNote) },
  };
  app.get('/rotas/:id/handoff-notes', { schema: list }, async ({ params }) => {
    const rows = await listNotes(store.read, params.id, MOST_LISTED);
    return { items: rows.map(noteBody), next: null };
  });
  const leave = {
    tags,
    summary: 'Leave a note for whoever comes next',
    ...byId,
    body: newHandoffNote,
    response: { 201: handoffNote },
  };
  app.post('/rotas/:id/handoff-notes', { schema: leave }, async (request, reply) => {
    const rota = request.params.id;
    if (!directory().rotas.has(rota)) {
      throw noSuch('rota', rota);
    }
    const left = await notes.leave({ rota, user: callerOf(request).name, text: request.body.text });
    if (!left.ok) {
      throw errorOfRefusal(left);
    }
    return reply.code(201).send(noteBody(left.note));
  });
}

function noteBody(row: HandoffNoteTable) {
  return { id: row.id, rota: row.rota, user: row.user, at: iso(row.at), text: row.text };
}
