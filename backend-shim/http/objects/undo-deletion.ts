/** `POST deletions/undo`: restores what somebody deleted some seconds ago. */
import { z } from 'zod';
import { undoneDeletion } from '#contract/deletion';
import type { ApiDeps } from '../api-deps.ts';
import { callerOf } from '../guard.ts';
import { acceptedOrThrow } from '../refusal.ts';
import type { ApiServer } from '../schemas.ts';

export function undoDeletionRoute(app: ApiServer, deps: Pick<ApiDeps, 'configuration'>): void {
  const schema = {
    tags: ['deletions'],
    summary: 'Undo a deletion, within 10 s: the object is as it was, with the same id and version',
    body: undoneDeletion,
    response: { 204: z.null() },
  };
  app.post('/deletions/undo', { schema }, async (request, reply) => {
    const actor = callerOf(request).name;
    acceptedOrThrow(await deps.configuration.undoDeletion({ ...request.body, actor }));
    return reply.code(204).send();
  });
}
