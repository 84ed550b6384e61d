/** `GET incidents/:id/would-page`: whom a command would page, for the question before it. */
import { z } from 'zod';
import { wouldPageAnswer, wouldPageQuery } from '#contract/incidents/command';
import type { ApiDeps } from '../../api-deps.ts';
import { actorOf } from '../../../rights/caller.ts';
import { toCommand } from '../../commands.ts';
import { noSuch } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import type { ApiServer } from '../../schemas.ts';

export function wouldPageRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags: ['incidents'],
    summary: 'Whom a command would page now',
    params: z.object({ id: z.string() }),
    querystring: wouldPageQuery,
    response: { 200: wouldPageAnswer },
  };
  app.get('/incidents/:id/would-page', { schema }, async (request) => {
    const { command: name, policy } = request.query;
    const command = await toCommand(deps, name, policy === undefined ? {} : { policy });
    const paged = await deps.incidents.wouldPage(request.params.id, command, actorOf(callerOf(request)));
    if (paged === null) {
      throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
    }
    return paged;
  });
}
