/** Carries out every command of a person or script on an incident, whatever interface it came from. */
import { advance } from '#domain/incident/advance';
import type { Command } from '#domain/incident/commands/command';
import { asksIfInShadow } from '#domain/incident/commands/paging/ask-if-in-shadow';
import type { Incident } from '#domain/incident/model';
import type { CommandRequest, CommandResult } from '../../ports/commands.ts';
import { insertGivenCommand } from '../../store/past/given-commands.ts';
import { loadFactsToCommand } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { adjustHold } from './holds.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { Work } from '../../store/work.ts';
import { mergeInto } from './merge.ts';
import { hasOtherOpen, lockKeysOf, takeKey } from './open-key.ts';
import { mergeToUndo, splitAgain } from './split.ts';
import { takeBackClosing } from './stays-closed.ts';

export async function command(work: Work, request: CommandRequest): Promise<CommandResult> {
  const result = await carryOut(work, request);
  if (result.ok && result.incident !== result.before) {
    await insertGivenCommand(work, request.id, { command: request.command, actor: request.actor });
  }
  return result;
}

async function carryOut(work: Work, request: CommandRequest): Promise<CommandResult> {
  const merged = await mergeToUndo(work, request);
  if (reopens(request.command)) {
    await lockKeysOf(work, request.id, merged?.keys ?? []);
  }
  const other = request.command.kind === 'merge' ? request.command.into.id : (merged?.into ?? null);
  const ids = other === null ? [request.id] : [request.id, other];
  const incidents = await lockIncidents(work, ids);
  const incident = incidents.get(request.id);
  if (!incident) {
    return {
      ok: false,
      code: 'not-found',
      message: 'There is no such incident.',
      why: { reason: 'no-such', data: { kind: 'incident', id: null } },
    };
  }
  if (request.ifVersion !== null && request.ifVersion !== incident.version) {
    return {
      ok: false,
      code: 'stale',
      message: 'The incident has changed since you loaded it. Load it again and look before you act.',
      why: { reason: 'stale' },
    };
  }
  if (request.command.kind === 'merge') {
    const into = incidents.get(request.command.into.id) ?? null;
    return mergeInto(work, incident, into, { ...request.command, actor: request.actor });
  }
  if (request.command.kind === 'undo' && incident.undo?.merged !== undefined) {
    return splitAgain(work, incident, incidents.get(incident.undo.merged.into), request.actor);
  }
  if (reopens(request.command) && (await hasOtherOpen(work, incident))) {
    return {
      ok: false,
      code: 'conflict',
      message: 'Another incident is open for the same problem. Work on that one, or merge them.',
      why: { reason: 'already-open' },
    };
  }
  const facts = await loadFactsToCommand(work, [incident], asksIfInShadow(request.command));
  const answer = advance(
    incident,
    [{ kind: 'command', command: request.command, actor: request.actor }],
    work.now,
    facts,
  );
  const refusal = answer.results[0]?.refusal;
  if (refusal) {
    return { ok: false, ...refusal };
  }
  if (answer.effects.length === 0 && isSame(incident, answer.incident)) {
    return { ok: true, incident, before: incident };
  }
  if (request.command.kind === 'undo') {
    answer.effects.push(...(await takeBackClosing(work, incident)));
  }
  await saveChanges(work, [answer]);
  return { ok: true, incident: await afterReopening(work, request.command, answer.incident), before: incident };
}

/** While an incident was resolved, another one may have taken its key, and what held it may have ended or changed. */
async function afterReopening(work: Work, command: Command, incident: Incident): Promise<Incident> {
  if (!reopens(command)) {
    return incident;
  }
  await takeKey(work, incident);
  return adjustHold(work, incident);
}

function reopens({ kind }: Command): boolean {
  return kind === 'unresolve' || kind === 'undo';
}

/** Whether the command had been carried out before: only the version changed. */
export function isSame(before: Incident, after: Incident): boolean {
  return JSON.stringify({ ...before, version: 0 }) === JSON.stringify({ ...after, version: 0 });
}
