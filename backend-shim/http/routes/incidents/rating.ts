/** `PUT|DELETE incidents/:id/rating`: whether it was worth waking somebody, in the caller's own name. */
import { z } from 'zod';
import { incidentAnswer } from '#contract/incidents/incident';
import { newRating } from '#contract/incidents/rating';
import type { NewRating } from '#contract/incidents/rating';
import { actorOf } from '../../../rights/caller.ts';
import type { Caller } from '../../../rights/caller.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { sendVersioned } from '../../if-match.ts';
import type { ApiServer } from '../../schemas.ts';
import { incidentAnswerOf } from './answer.ts';
import { findIncident, noIncident } from './find-incident.ts';

const params = z.object({ id: z.string() });
const tags = ['incidents'];

export function ratingRoutes(app: ApiServer, deps: ApiDeps): void {
  const rate = { tags, summary: 'Say whether it was worth waking somebody', params, body: newRating };
  app.put(
    '/incidents/:id/rating',
    { schema: { ...rate, response: { 200: incidentAnswer } } },
    async (request, reply) => {
      const caller = callerOf(request);
      await rated(deps, request.params.id, caller, { ...request.body, note: request.body.note ?? null });
      return sendVersioned(reply, await incidentAnswerOf(deps, caller, await findIncident(deps, request.params.id)));
    },
  );
  const unrate = { tags, summary: 'Take your rating back', params, response: { 204: z.null() } };
  app.delete('/incidents/:id/rating', { schema: unrate }, async (request, reply) => {
    await rated(deps, request.params.id, callerOf(request), null);
    return reply.code(204).send();
  });
}

async function rated(deps: ApiDeps, id: string, caller: Caller, rating: NewRating | null): Promise<void> {
  if (!(await deps.incidents.rate({ id, actor: actorOf(caller), rating })).ok) {
    throw noIncident();
  }
}
