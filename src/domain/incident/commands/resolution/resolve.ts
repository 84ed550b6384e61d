/** Resolves an incident, and reopens it. */
import { rememberResolution } from '#domain/incident/commands/resolution/undo';
import type { IncidentDraft } from '#domain/incident/draft';
import { closeIncident, reopenIncident } from '#domain/incident/lifecycle';
import type { Actor } from '#domain/incident/model';

export function resolve(draft: IncidentDraft, actor: Actor): null {
  const { incident } = draft;
  if (incident.state !== 'resolved') {
    const before = { ...incident, run: incident.run && { ...incident.run } };
    closeIncident(draft, actor, 'person', { reason: 'by-person' });
    rememberResolution(draft, before, actor);
    draft.effects.push({ kind: 'sync', what: 'resolve', actor: actor.name, text: null });
  }
  return null;
}

export function unresolve(draft: IncidentDraft, actor: Actor): null {
  if (draft.incident.state === 'resolved') {
    reopenIncident(draft, actor, `${actor.name} says that it is not over.`, { reason: 'not-over' });
  }
  return null;
}
