/** `POST incidents/bulk`: one command on many incidents; each answers for itself. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { bulkAnswer, bulkCommand, COMMANDS } from '#contract/incidents/command';
import { parse } from '#contract/base/schema';
import { validationError } from '#contract/errors';
import type { ApiDeps } from '../api-deps.ts';
import { actorOf } from '../../rights/caller.ts';
import type { Caller } from '../../rights/caller.ts';
import { toCommand } from '../commands.ts';
import { HttpError } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { mayCommand } from '../../rights/incidents.ts';

type Bulk = z.output<typeof bulkCommand>;

/** Leaves most connections to the database to paging. */
const AT_ONCE = 4;

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

export function bulkRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.post(
    '/incidents/bulk',
    {
      schema: { tags: ['incidents'], summary: 'One command on many', body: bulkCommand, response: { 200: bulkAnswer } },
    },
    async (request) => {
      const { ids, command: name, body } = request.body as Bulk;
      const parsed = parse(COMMANDS[name], body ?? undefined, ['body']);
      if (!parsed.ok) {
        throw new HttpError('validation', validationError(parsed.problems).error.message, parsed.problems);
      }
      const command = await toCommand(deps, name, parsed.value);
      const items = [];
      // All merges write to the same incident.
      const size = command.kind === 'merge' ? 1 : AT_ONCE;
      for (const some of inPieces([...new Set(ids)], size)) {
        items.push(
          ...(await Promise.all(
            some.map(async (id) => ({ id, ...(await one(deps, callerOf(request), id, name, command)) })),
          )),
        );
      }
      return { items };
    },
  );
}

async function one(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  name: Bulk['command'],
  command: Awaited<ReturnType<typeof toCommand>>,
): Promise<{ ok: boolean; error: string | null; reason: string | null }> {
  const refusal =
    (await mayCommand(deps, caller, name, id, { many: true })) ??
    (command.kind === 'merge' ? await mayCommand(deps, caller, name, command.into.id) : null);
  if (refusal !== null) {
    return { ok: false, error: refusal.message, reason: refusal.reason };
  }
  const result = await deps.command({ id, command, actor: actorOf(caller), ifVersion: null });
  return result.ok
    ? { ok: true, error: null, reason: null }
    : { ok: false, error: result.message, reason: result.code };
}
