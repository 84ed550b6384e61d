/** Acknowledges an incident. */
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { armConfirm, setAcknowledged } from '#domain/incident/lifecycle';
import { answerUndoably } from '#domain/incident/commands/undoable/undo';
import type { Actor } from '#domain/incident/model';
import { currentRequiredAcks } from '#domain/incident/commands/required-acks';

/** With `requireAcks: n`, the incident stays open until n different people have acknowledged; only people count. */
export function acknowledge(draft: IncidentDraft, actor: Actor): null {
  const { incident } = draft;
  if (incident.state === 'resolved') {
    return null;
  }
  if (incident.state === 'acknowledged') {
    confirm(draft, actor);
    return null;
  }
  const needed = currentRequiredAcks(incident);
  const isOneOfSeveral = needed > 1 && incident.state === 'open';
  if (isOneOfSeveral && (actor.kind !== 'person' || incident.acks.includes(actor.name))) {
    return countsNothing(draft, actor, needed);
  }
  answerUndoably(draft, actor, 'acknowledgement', () =>
    isOneOfSeveral ? oneOfSeveral(draft, actor, needed) : takeIt(draft, actor),
  );
  return null;
}

function takeIt(draft: IncidentDraft, actor: Actor): void {
  beginWork(draft, actor);
  note(draft, 'acknowledged', actor, `Acknowledged by ${actor.name}`, {});
  if (actor.kind === 'person' && !draft.incident.acks.includes(actor.name)) {
    draft.incident.acks.push(actor.name);
  }
  setAcknowledged(draft, actor);
  draft.effects.push({ kind: 'sync', what: 'acknowledge', actor: actor.name, text: null });
}

function beginWork(draft: IncidentDraft, actor: Actor): void {
  if (actor.kind === 'person') {
    draft.effects.push({ kind: 'intervention', what: 'begin', user: actor.name });
  }
}

/** A second acknowledgement answers the question "are you still on it?", and is nothing new otherwise. */
function confirm(draft: IncidentDraft, actor: Actor): void {
  const { incident } = draft;
  if (incident.timers.confirmLimit !== undefined) {
    note(draft, 'confirm', actor, `${actor.name} is still on it`, { confirmed: true });
    armConfirm(draft);
  }
}

/** Only people count, each once. */
function countsNothing(draft: IncidentDraft, actor: Actor, needed: number): null {
  if (actor.kind !== 'person') {
    const text = `${actor.name} acknowledged; only people count, and this step needs ${needed}.`;
    note(draft, 'acknowledged', actor, text, { counts: false, needed });
  }
  return null;
}

function oneOfSeveral(draft: IncidentDraft, actor: Actor, needed: number): void {
  const { incident } = draft;
  if (incident.acks.length + 1 >= needed) {
    return takeIt(draft, actor);
  }
  beginWork(draft, actor);
  incident.acks.push(actor.name);
  note(draft, 'acknowledged', actor, `Acknowledged by ${actor.name} (${incident.acks.length} of ${needed})`, {
    acks: incident.acks.length,
    needed,
  });
  draft.effects.push({ kind: 'endPages', users: [actor.name], reason: 'acknowledged' });
}
