/** `POST incidents/bulk`: one command on many incidents; each answers for itself. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { bulkAnswer, bulkCommand, COMMANDS } from '#contract/command';
import { parse } from '#contract/base/schema';
import { validationError } from '#contract/errors';
import type { ApiDeps } from '../api-deps.ts';
import { actorOf } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { toCommand } from '../commands.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { mayCommand } from '../rights/incidents.ts';

type Bulk = z.output<typeof bulkCommand>;

export function bulkRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.post('/incidents/bulk', { schema: { tags: ['incidents'], summary: 'One command on many', body: bulkCommand, response: { 200: bulkAnswer } } }, async (request) => {
    const { ids, command: name, body } = request.body as Bulk;
    const parsed = parse(COMMANDS[name], body ?? undefined, ['body']);
    if (!parsed.ok) {
      throw new HttpError('validation', validationError(parsed.problems).error.message, parsed.problems);
    }
    const command = await toCommand(deps, name, parsed.value);
    const items = [];
    for (const id of new Set(ids)) {
      items.push({ id, ...(await one(deps, callerOf(request), id, name, command)) });
    }
    return { items };
  });
}

async function one(deps: ApiDeps, caller: Caller, id: string, name: Bulk['command'], command: Awaited<ReturnType<typeof toCommand>>): Promise<{ ok: boolean; error: string | null }> {
  const refusal = (await mayCommand(deps, caller, name, id)) ?? (command.kind === 'merge' ? await mayCommand(deps, caller, name, command.into.id) : null);
  if (refusal !== null) {
    return { ok: false, error: refusal };
  }
  const result = await deps.command({ id, command, actor: actorOf(caller), ifVersion: null });
  return result.ok ? { ok: true, error: null } : { ok: false, error: result.message };
}
