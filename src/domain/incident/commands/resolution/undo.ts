/**
 * Takes a resolution back at once, also one by a merge: owner, step and timers are as they were before, and pages go on where they stopped.
 * Possible for a few seconds, for whoever resolved it, while nothing else has happened to the incident.
 */
import type { CommandRefusal } from '#domain/incident/commands/command';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { closeIncident, exceptPerson } from '#domain/incident/lifecycle';
import type { Actor, Incident, ResolutionCause } from '#domain/incident/model';
import type { ResolvedWhy } from '#domain/incident/resolved';
import { SECOND } from '#domain/time/duration';

/** The button is offered for 10 s; the rest is for the way to the sidecar. */
export const UNDO_WINDOW = 15 * SECOND;

/** Closes the incident, and remembers what it was like, so that the closing can be undone. */
export function closeUndoably(draft: IncidentDraft, actor: Actor, resolution: ResolutionCause, why: ResolvedWhy): void {
  const before = { ...draft.incident, run: draft.incident.run && { ...draft.incident.run } };
  closeIncident(draft, actor, resolution, why);
  remember(draft, before, actor);
}

function remember({ incident, now }: IncidentDraft, before: Incident, actor: Actor): void {
  const { state, exhausted, snoozedUntil, timers, silence, heardAt, run } = before;
  if (state === 'resolved') {
    return;
  }
  incident.undo = {
    by: actor.name,
    at: now,
    version: before.version + 1,
    state,
    exhausted,
    snoozedUntil,
    timers,
    ...(silence && { silence }),
    ...(heardAt !== undefined && { heardAt }),
    ...(run?.held && { held: run.held }),
    ...(run?.called && { called: run.called }),
  };
}

/** On an incident that is not resolved there is nothing to undo, or it was undone before. */
export function undoResolution(draft: IncidentDraft, actor: Actor): CommandRefusal | null {
  const { incident, now } = draft;
  const { undo } = incident;
  if (incident.state !== 'resolved') {
    return null;
  }
  if (
    undo === undefined ||
    undo.by !== actor.name ||
    undo.version !== incident.version ||
    now - undo.at > UNDO_WINDOW
  ) {
    return {
      code: 'too-late',
      message: 'This can no longer be undone. Reopen the incident instead; its escalation then starts at step 1.',
      why: { reason: 'undo-too-late' },
    };
  }
  const text = `${actor.name} took back the ${undo.merged ? 'merge' : 'resolution'}`;
  restore(incident);
  note(draft, 'reopened', actor, text, { reason: undo.merged ? 'split' : 'undone' });
  draft.effects.push(
    { kind: 'resumePages', endedAt: undo.at },
    { kind: 'intervention', what: 'resume', endedAt: undo.at },
    {
      kind: 'tellReached',
      update: 'reopened',
      actor: actor.name,
      text,
      except: exceptPerson(actor),
    },
  );
  tellSourceAgain(draft);
  return null;
}

function restore(incident: Incident): void {
  const { undo, run } = incident;
  if (undo === undefined) {
    return;
  }
  if (undo.merged) {
    Object.assign(incident, { firing: undo.merged.firing, inDowntime: undo.merged.inDowntime });
  }
  const { state, exhausted, snoozedUntil, timers, silence, heardAt, held, called } = undo;
  Object.assign(incident, { state, exhausted, snoozedUntil, timers: { ...timers } });
  Object.assign(incident, { resolvedAt: null, resolvedBy: null, resolution: null, mergedInto: null });
  if (silence) {
    incident.silence = silence;
  }
  if (heardAt !== undefined) {
    incident.heardAt = heardAt;
  }
  if (run) {
    delete run.called;
    Object.assign(run, { ...(held && { held }), ...(called && { called }) });
  }
  delete incident.undo;
}

/** The source took the resolution as the end of the acknowledgement or the snooze. */
function tellSourceAgain({ incident, effects }: IncidentDraft): void {
  const what = incident.state === 'acknowledged' ? 'acknowledge' : incident.state === 'snoozed' ? 'snooze' : null;
  if (what !== null) {
    effects.push({ kind: 'sync', what, actor: incident.acknowledgedBy ?? 'vigie', text: null });
  }
}
