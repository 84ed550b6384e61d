/** Acknowledges an incident. */
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { armConfirm, setAcknowledged } from '#domain/incident/lifecycle';
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
  if (needed > 1 && incident.state === 'open') {
    return oneOfSeveral(draft, actor, needed);
  }
  takeIt(draft, actor);
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

function oneOfSeveral(draft: IncidentDraft, actor: Actor, needed: number): null {
  const { incident } = draft;
  if (actor.kind !== 'person') {
    note(
      draft,
      'acknowledged',
      actor,
      `${actor.name} acknowledged; only people count, and this step needs ${needed}.`,
      { counts: false, needed },
    );
    return null;
  }
  if (incident.acks.includes(actor.name)) {
    return null;
  }
  if (incident.acks.length + 1 >= needed) {
    takeIt(draft, actor);
    return null;
  }
  beginWork(draft, actor);
  incident.acks.push(actor.name);
  note(draft, 'acknowledged', actor, `Acknowledged by ${actor.name} (${incident.acks.length} of ${needed})`, {
    acks: incident.acks.length,
    needed,
  });
  draft.effects.push({ kind: 'endPages', users: [actor.name], reason: 'acknowledged' });
  return null;
}
