/** Runs one command on many incidents, each with its own rights check, transaction and answer. */
import { inBatches } from '#domain/batches';
import type { Command } from '#domain/incident/commands/command';
import { isSame } from '../../stages/incident/command.ts';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { actorOf } from '../../rights/caller.ts';
import type { Caller } from '../../rights/caller.ts';
import { mayCommand } from '../../rights/incidents.ts';
import type { ConcernDeps } from '../../rights/rule.ts';

export interface BulkItem {
  id: string;
  ok: boolean;
  /** Not if it was so before; then there is nothing to take back. */
  changed: boolean;
  error: string | null;
  reason: string | null;
}

/** Leaves most connections to the database to paging. */
const AT_ONCE = 4;

export async function commandMany(
  rights: ConcernDeps,
  run: (request: CommandRequest) => Promise<CommandResult>,
  { ids, command, caller }: { ids: readonly string[]; command: Command; caller: Caller },
): Promise<BulkItem[]> {
  const items: BulkItem[] = [];
  // Merges run one after the other, since all of them write to the same incident.
  const size = command.kind === 'merge' ? 1 : AT_ONCE;
  for (const some of inBatches([...new Set(ids)], size)) {
    const answers = some.map(async (id) => ({ id, ...(await commandOne(rights, run, { id, command, caller })) }));
    items.push(...(await Promise.all(answers)));
  }
  return items;
}

async function commandOne(
  rights: ConcernDeps,
  run: (request: CommandRequest) => Promise<CommandResult>,
  { id, command, caller }: { id: string; command: Command; caller: Caller },
): Promise<Omit<BulkItem, 'id'>> {
  const refusal =
    (await mayCommand(rights, caller, command.kind, id, { many: true })) ??
    (command.kind === 'merge' ? await mayCommand(rights, caller, 'merge', command.into.id) : null);
  if (refusal !== null) {
    return { ok: false, changed: false, error: refusal.message, reason: refusal.reason };
  }
  const result = await run({ id, command, actor: actorOf(caller), ifVersion: null });
  return result.ok
    ? { ok: true, changed: !isSame(result.before, result.incident), error: null, reason: null }
    : { ok: false, changed: false, error: result.message, reason: result.code };
}
