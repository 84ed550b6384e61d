/** Says whom a command would page now, without running it. */
import { advance } from '#domain/incident/advance';
import type { Command } from '#domain/incident/commands/command';
import type { Actor } from '#domain/incident/model';
import { isInShadow } from '#domain/notify/shadow';
import { loadFacts } from '../../store/incidents/facts.ts';
import type { FactsWork } from '../../store/incidents/facts.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import { readShadowState } from '../../store/shadow/shadows.ts';
import type { Work } from '../../store/work.ts';

export interface PagedByCommand {
  users: string[];
  /** Ids of rooms. */
  channels: string[];
  /** Nobody of them would hear of it. */
  shadow: boolean;
}

/**
 * Reads without a transaction: one that writes would stand in line with alerts and pages.
 *
 * @returns null if there is no such incident; nobody if the command would be refused
 */
export async function wouldPage(
  work: FactsWork & Pick<Work, 'copies'>,
  id: string,
  command: Command,
  actor: Actor,
): Promise<PagedByCommand | null> {
  const incident = (await readIncidents(work.tx, work.cap, work.copies, [id])).get(id);
  if (!incident) {
    return null;
  }
  const facts = await loadFacts(work, [incident], false);
  const { effects, incident: after } = advance(incident, [{ kind: 'command', command, actor }], work.now, facts);
  return {
    users: [...new Set(effects.flatMap((effect) => (effect.kind === 'page' ? [effect.user] : [])))],
    channels: [...new Set(effects.flatMap((effect) => (effect.kind === 'post' ? [effect.channel] : [])))],
    shadow: isInShadow(await readShadowState(work.tx), after),
  };
}
