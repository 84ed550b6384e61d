/** Makes the transitions that commands, sources and timers share. */
import { releaseHeld } from '#domain/escalation/held';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { Actor, ResolutionCause } from '#domain/incident/model';
import { beginAnew, waitAtStart } from '#domain/incident/progress/begin-anew';
import { resolvedText } from '#domain/incident/resolved';
import type { ResolvedWhy } from '#domain/incident/resolved';
import { HOUR } from '#domain/time/duration';

export function closeIncident(draft: IncidentDraft, actor: Actor, resolution: ResolutionCause, why: ResolvedWhy): void {
  const { incident, now } = draft;
  incident.state = 'resolved';
  incident.resolvedAt = now;
  incident.resolvedBy = actor.name;
  incident.resolution = resolution;
  incident.snoozedUntil = null;
  incident.exhausted = false;
  incident.timers = {};
  releaseHeld(incident.run);
  delete incident.silence;
  delete incident.heardAt;
  const text = resolvedText(why);
  note(draft, 'resolved', actor, `Resolved by ${actor.name}${text ? `: ${text}` : ''}`, { resolution, ...why, text });
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'resolved' });
  draft.effects.push({ kind: 'intervention', what: 'end', user: null });
  draft.effects.push({ kind: 'tellReached', update: 'resolved', actor: actor.name, text, except: exceptPerson(actor) });
}

/** Reopens an incident at step 1 with counts at 0. @param data the reason for translations */
export function reopenIncident(
  draft: IncidentDraft,
  actor: Actor,
  reason: string,
  data: Record<string, unknown>,
): void {
  const { incident } = draft;
  toOpen(draft);
  incident.resolvedAt = null;
  incident.resolvedBy = null;
  incident.resolution = null;
  incident.mergedInto = null;
  delete incident.undo;
  note(draft, 'reopened', actor, `Reopened: ${reason}`, data);
  draft.effects.push({
    kind: 'tellReached',
    update: 'reopened',
    actor: actor.name,
    text: reason,
    except: exceptPerson(actor),
  });
  startEscalation(draft);
}

/** ms after which a test resolves itself. */
export const TEST_LIFE = HOUR;

/**
 * Tests page nobody and end by themselves; an incident that is held waits for the end of its maintenance, downtime or
 * silence.
 */
export function startEscalation(draft: IncidentDraft): void {
  const { incident, now } = draft;
  if (incident.test) {
    incident.timers.autoResolve ??= now + TEST_LIFE;
  } else if (incident.timers.hold !== undefined || incident.timers.downtime !== undefined) {
    return;
  } else if (incident.silence) {
    waitAtStart(incident);
  } else {
    beginAnew(draft);
  }
}

/** Clears what an acknowledgement or a snooze left behind. */
export function toOpen(draft: IncidentDraft): void {
  const { incident } = draft;
  incident.state = 'open';
  incident.acknowledgedAt = null;
  incident.acknowledgedBy = null;
  incident.acknowledgedKind = null;
  incident.acks = [];
  incident.snoozedUntil = null;
  delete incident.timers.wake;
  delete incident.timers.confirm;
  delete incident.timers.confirmLimit;
}

export function setAcknowledged(draft: IncidentDraft, actor: Actor): void {
  const { incident, now } = draft;
  incident.state = 'acknowledged';
  incident.acknowledgedAt = now;
  incident.acknowledgedBy = actor.name;
  incident.acknowledgedKind = actor.kind;
  incident.exhausted = false;
  incident.snoozedUntil = null;
  delete incident.timers.wake;
  delete incident.timers.escalate;
  delete incident.timers.answer;
  releaseHeld(incident.run);
  armConfirm(draft);
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'acknowledged' });
  draft.effects.push({
    kind: 'tellReached',
    update: 'acknowledged',
    actor: actor.name,
    text: null,
    except: exceptPerson(actor),
  });
}

/**
 * Starts the timer after which the acknowledger is asked (the policy's `ackTimeout`); each confirmation restarts it.
 */
export function armConfirm(draft: IncidentDraft): void {
  const { incident, now } = draft;
  const timeout = incident.run?.policy.ackTimeout ?? null;
  delete incident.timers.confirmLimit;
  delete incident.timers.confirm;
  if (timeout !== null) {
    incident.timers.confirm = now + timeout;
  }
}

export function exceptPerson(actor: Actor): string[] {
  return actor.kind === 'person' ? [actor.name] : [];
}
