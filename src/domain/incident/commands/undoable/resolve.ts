/** Resolves an incident, and reopens it. */
import { closeUndoably } from '#domain/incident/commands/undoable/undo';
import type { IncidentDraft } from '#domain/incident/draft';
import { reopenIncident } from '#domain/incident/lifecycle';
import type { Actor } from '#domain/incident/model';

export function resolve(draft: IncidentDraft, actor: Actor): null {
  if (draft.incident.state !== 'resolved') {
    closeUndoably(draft, actor, 'person', { reason: 'by-person' });
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
