/** Applies what people do to an incident. */
import { releaseHeld } from '#domain/escalation/held';
import { escalateNow, restartRun } from '#domain/escalation/run';
import { LONGEST_SNOOZE } from '#domain/incident/commands/command';
import type { Command, CommandRefusal } from '#domain/incident/commands/command';
import { acknowledge } from '#domain/incident/commands/acknowledge';
import { isDoubleTap, remember } from '#domain/incident/commands/double-tap';
import { addResponders, reassign, restart } from '#domain/incident/commands/paging/page-others';
import { resolve, unresolve } from '#domain/incident/commands/undoable/resolve';
import { answerUndoably, closeUndoably, undoCommand } from '#domain/incident/commands/undoable/undo';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { SyncAction } from '#domain/incident/effects';
import { exceptPerson, startEscalation, toOpen } from '#domain/incident/lifecycle';
import type { Actor, Incident } from '#domain/incident/model';
import { applySeverity } from '#domain/incident/signal/follow-severity';
import { formatDuration } from '#domain/time/duration';

/** @returns null if the command was done, now or before */
export function applyCommand(draft: IncidentDraft, command: Command, actor: Actor): CommandRefusal | null {
  const refusal = whileResolved(draft, command);
  if (refusal) {
    return refusal;
  }
  if (isDoubleTap(draft, command, actor)) {
    return null;
  }
  const own = draft.effects.length;
  const failed = run(draft, command, actor);
  if (!failed) {
    remember(draft, command, actor);
    // An undo first makes the work go on that the resolution ended; the act then belongs to it.
    const goesOn = draft.effects.some((effect) => effect.kind === 'intervention' && effect.what === 'resume');
    recordAct(draft, actor, goesOn ? draft.effects.length : own);
  }
  return failed;
}

/** Whoever gives a command works, even if it changes nothing. @param at its place among the effects */
function recordAct({ effects, facts }: IncidentDraft, actor: Actor, at: number): void {
  if (actor.kind === 'person' && facts.hasWorkProfile?.(actor.name) === true) {
    effects.splice(at, 0, { kind: 'intervention', what: 'act', user: actor.name });
  }
}

/** On a resolved incident only these make sense; acknowledge, resolve and wake change nothing. */
const ALLOWED_WHEN_RESOLVED: ReadonlyArray<Command['kind']> = [
  'acknowledge',
  'resolve',
  'unresolve',
  'undo',
  'wake',
  'note',
];

function whileResolved({ incident }: IncidentDraft, command: Command): CommandRefusal | null {
  if (incident.state !== 'resolved' || ALLOWED_WHEN_RESOLVED.includes(command.kind)) {
    return null;
  }
  return {
    code: 'resolved',
    message: `Incident #${incident.number} is resolved. Unresolve it first, then ${command.kind} it.`,
    why: { reason: 'incident-resolved', data: { number: incident.number, command: command.kind } },
  };
}

function run(draft: IncidentDraft, command: Command, actor: Actor): CommandRefusal | null {
  switch (command.kind) {
    case 'acknowledge':
      return acknowledge(draft, actor);
    case 'unacknowledge':
      return unacknowledge(draft, actor);
    case 'resolve':
      return resolve(draft, actor);
    case 'unresolve':
      return unresolve(draft, actor);
    case 'undo':
      return undoCommand(draft, actor);
    case 'snooze':
      return snooze(draft, command.until, actor);
    case 'wake':
      return wake(draft, actor);
    case 'escalate':
      return escalate(draft, actor);
    case 'reassign':
      return reassign(draft, command, actor);
    case 'responders':
      return addResponders(draft, command, actor);
    case 'note':
      return addNote(draft, command.text, actor);
    case 'merge':
      return merge(draft, command.into, actor);
    case 'severity':
      return setSeverity(draft, command, actor);
    case 'restart':
      return restart(draft, command, actor);
  }
}

function unacknowledge(draft: IncidentDraft, actor: Actor): null {
  const { incident } = draft;
  if (incident.state === 'acknowledged' || incident.acks.length > 0) {
    toOpen(draft);
    draft.effects.push({ kind: 'intervention', what: 'end', user: null });
    note(draft, 'unacknowledged', actor, `${actor.name} took back the acknowledgement`, { reason: 'asked' });
    draft.effects.push({
      kind: 'tellReached',
      update: 'unacknowledged',
      actor: actor.name,
      text: null,
      except: exceptPerson(actor),
    });
    sync(draft, 'unacknowledge', actor);
    startOver(draft);
  }
  return null;
}

function snooze(draft: IncidentDraft, until: number, actor: Actor): CommandRefusal | null {
  const { incident, now } = draft;
  if (until <= now) {
    return {
      code: 'bad-time',
      message: 'The end of the snooze must be in the future.',
      why: { reason: 'snooze-in-past' },
    };
  }
  if (until - now > LONGEST_SNOOZE) {
    return {
      code: 'bad-time',
      message: 'A snooze ends within 52 weeks. What may wait for longer can be resolved.',
      why: { reason: 'snooze-too-long', data: { max: formatDuration(LONGEST_SNOOZE) } },
    };
  }
  if (incident.state === 'snoozed' && incident.snoozedUntil === until) {
    return null;
  }
  answerUndoably(draft, actor, 'snooze', () => toSnoozed(draft, until));
  note(draft, 'snoozed', actor, `Snoozed by ${actor.name} for ${formatDuration(until - now)}`, {
    until,
    for: until - now,
  });
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'snoozed' });
  draft.effects.push({
    kind: 'tellReached',
    update: 'snoozed',
    actor: actor.name,
    text: null,
    except: exceptPerson(actor),
  });
  sync(draft, 'snooze', actor);
  return null;
}

function toSnoozed(draft: IncidentDraft, until: number): void {
  const { incident } = draft;
  const owner = ownerOf(incident);
  toOpen(draft);
  stopEscalation(draft);
  Object.assign(incident, owner, { state: 'snoozed' });
  incident.snoozedUntil = until;
  incident.timers.wake = until;
}

/** Whoever acknowledged it stays its owner while it is snoozed; when that ends, nobody is. */
function ownerOf({ state, acknowledgedAt, acknowledgedBy, acknowledgedKind, acks }: Incident): Partial<Incident> {
  return state === 'open' ? {} : { acknowledgedAt, acknowledgedBy, acknowledgedKind, acks };
}

function wake(draft: IncidentDraft, actor: Actor): null {
  if (draft.incident.state === 'snoozed') {
    wakeUp(draft, actor, `${actor.name} ended the snooze`);
  }
  return null;
}

/** Ends a snooze; the snooze's timer uses this, too. */
export function wakeUp(draft: IncidentDraft, actor: Actor, text: string): void {
  toOpen(draft);
  note(draft, 'woken', actor, `${text}: starting at step 1.`, {});
  startOver(draft);
}

function escalate(draft: IncidentDraft, actor: Actor): null {
  const { incident } = draft;
  note(draft, 'escalated', actor, `Escalated by ${actor.name}`, {});
  const { run } = incident;
  const mustStart = !run || (run.step < 0 && run.pause === undefined) || incident.exhausted;
  const given = incident.state === 'open' ? incident.acks : [];
  toOpen(draft);
  delete incident.timers.hold;
  delete incident.timers.downtime;
  if (mustStart) {
    restartRun(draft);
  } else {
    // People who answered stay so; escalating asks for more people, not for the same ones again.
    incident.acks = given;
    escalateNow(draft);
  }
  return null;
}

function addNote(draft: IncidentDraft, text: string, actor: Actor): null {
  note(draft, 'note', actor, text, {});
  sync(draft, 'note', actor, text);
  return null;
}

function merge(draft: IncidentDraft, into: { id: string; number: number }, actor: Actor): null {
  const { incident } = draft;
  note(draft, 'merged', actor, `Merged into #${into.number} by ${actor.name}`, { into: into.id, number: into.number });
  closeUndoably(draft, actor, 'merged', { reason: 'merged', number: into.number });
  incident.mergedInto = into.id;
  incident.firing = [0, 0, 0, 0];
  incident.inDowntime = 0;
  return null;
}

function setSeverity(draft: IncidentDraft, command: Extract<Command, { kind: 'severity' }>, actor: Actor): null {
  const { incident } = draft;
  if (incident.severity !== command.severity) {
    note(draft, 'note', actor, `${actor.name} set the severity to ${command.severity}`, { severity: command.severity });
    incident.severityPinned = false;
    applySeverity(draft, command.severity);
    sync(draft, 'severity', actor, command.severity);
  }
  incident.severityPinned = true;
  return null;
}

function startOver(draft: IncidentDraft): void {
  draft.incident.exhausted = false;
  startEscalation(draft);
}

function stopEscalation({ incident }: IncidentDraft): void {
  releaseHeld(incident.run);
  delete incident.timers.escalate;
  delete incident.timers.answer;
  incident.exhausted = false;
}

function sync(draft: IncidentDraft, what: SyncAction, actor: Actor, text: string | null = null): void {
  draft.effects.push({ kind: 'sync', what, actor: actor.name, text });
}
