/** Pages the incidents that a person chose when their team became real. One that fails does not stop the others. */
import { advance } from '#domain/incident/advance';
import type { IncidentEvent } from '#domain/incident/advance';
import type { Actor } from '#domain/incident/model';
import { loadFactsToCommand } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';
import { noteCommand } from '../incidents/command.ts';

/** Ids of those that started again at step 1, and of those that go on at the step they had, since that failed. */
export interface Restarted {
  paged: string[];
  failed: string[];
}

export async function restartEach(work: Work, incidents: readonly string[], actor: Actor): Promise<Restarted> {
  const all: Restarted = { paged: [], failed: [] };
  for (const id of incidents) {
    const isPaged = await restart(work, id, actor);
    all[isPaged ? 'paged' : 'failed'].push(id);
  }
  return all;
}

/** Facts are read for each, so that the turns of a round-robin go on from one to the next. */
async function restart(work: Work, id: string, actor: Actor): Promise<boolean> {
  const before = (await lockIncidents(work, [id])).get(id);
  if (!before) {
    return false;
  }
  const facts = await loadFactsToCommand(work, [before]);
  const command = { kind: 'restart', policy: null } as const;
  const events: IncidentEvent[] = [{ kind: 'command', command, actor }];
  let answer;
  try {
    answer = advance(before, events, work.now, facts);
  } catch (error) {
    work.report({ stage: 'advance', incident: id, error });
    return false;
  }
  if (answer.results[0]?.refusal) {
    return false;
  }
  await saveChanges(work, [answer]);
  const request = { id, command, actor, ifVersion: null };
  await noteCommand(work, request, { ok: true, before, incident: answer.incident });
  return true;
}
