/** `POST incidents/bulk`: one command on many incidents, with a result for each. */
import { bulkAnswer, bulkCommand, COMMANDS } from '#contract/incidents/command';
import { parse } from '#contract/base/schema';
import { validationError } from '#contract/errors';
import type { ApiDeps } from '../../api-deps.ts';
import { toCommand } from '../../commands.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import type { ApiServer } from '../../schemas.ts';

export function bulkRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags: ['incidents'],
    summary: 'One command on many',
    body: bulkCommand,
    response: { 200: bulkAnswer },
  };
  app.post('/incidents/bulk', { schema }, async (request) => {
    const { ids, command: name, body } = request.body;
    const parsed = parse(COMMANDS[name], body ?? undefined, ['body']);
    if (!parsed.ok) {
      throw new HttpError('validation', validationError(parsed.problems).error.message, parsed.problems);
    }
    const command = await toCommand(deps, name, parsed.value);
    return { items: await deps.incidents.commandMany({ ids, command, caller: callerOf(request) }) };
  });
}
