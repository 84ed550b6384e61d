/** Stores the commands that were carried out, with who gave them, so that a past night can be gone through again. */
import { aside } from '../concurrency/aside.ts';
import type { Command } from '#domain/incident/commands/command';
import type { Actor } from '#domain/incident/model';
import { insertRows } from '../query.ts';
import type { Work } from '../work.ts';

export async function insertGivenCommand(
  work: Work,
  incident: string,
  { command, actor }: { command: Command; actor: Actor },
): Promise<void> {
  const row = {
    id: work.ids.next(),
    incident,
    at: work.now,
    actor: actor.name,
    actor_kind: actor.kind,
    via: actor.via,
    command: JSON.stringify(command),
  };
  await aside(work, 'commands_given', () => insertRows(work.tx, work.cap, 'commands_given', [row]), undefined);
}
