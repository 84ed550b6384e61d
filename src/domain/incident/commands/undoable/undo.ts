/**
 * Takes a command back at once: a resolution (also one by a merge), an acknowledgement, or a snooze. Owner, step and timers are as they
 * were before, and pages go on where they stopped. Possible for a minute, for whoever gave the command, while nothing
 * else has happened to the incident.
 */
import type { CommandRefusal } from '#domain/incident/commands/command';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { SyncAction } from '#domain/incident/effects';
import { closeIncident, exceptPerson } from '#domain/incident/lifecycle';
import type { Actor, Incident, ResolutionCause, UndoableCommand } from '#domain/incident/model';
import type { ResolvedWhy } from '#domain/incident/resolved';
import { MINUTE } from '#domain/time/duration';

/** The button is offered for 10 s. The rest is for a command on hundreds of incidents, and for taking it back on each. */
const UNDO_WINDOW = MINUTE;

/** Closes the incident, and remembers what it was like, so that the closing can be undone. */
export function closeUndoably(draft: IncidentDraft, actor: Actor, resolution: ResolutionCause, why: ResolvedWhy): void {
  const before = copyOf(draft);
  closeIncident(draft, actor, resolution, why);
  remember(draft, before, actor);
}

/** @param change of a person or script, which answers without resolving */
export function answerUndoably<Result>(
  draft: IncidentDraft,
  actor: Actor,
  of: NonNullable<UndoableCommand['of']>,
  change: () => Result,
): Result {
  const before = copyOf(draft);
  const result = change();
  remember(draft, before, actor, of);
  return result;
}

/** Changes replace lists and timers of the run and the incident, or are made on copies of them. */
function copyOf({ incident }: IncidentDraft): Incident {
  const { run, timers, acks } = incident;
  return { ...incident, timers: { ...timers }, acks: [...acks], run: run && { ...run } };
}

function remember({ incident, now }: IncidentDraft, before: Incident, actor: Actor, of?: UndoableCommand['of']): void {
  const { state, exhausted, snoozedUntil, timers, silence, heardAt, run } = before;
  if (state === 'resolved') {
    return;
  }
  const { acknowledgedAt, acknowledgedBy, acknowledgedKind, acks } = before;
  incident.undo = {
    ...(of && { of, answers: { acknowledgedAt, acknowledgedBy, acknowledgedKind, acks } }),
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

/** Where nothing is remembered, there is nothing to undo, or it was undone before. */
export function undoCommand(draft: IncidentDraft, actor: Actor): CommandRefusal | null {
  const { incident, now } = draft;
  const { undo } = incident;
  const isResolved = incident.state === 'resolved';
  if (!isResolved && undo?.of === undefined) {
    return null;
  }
  if (
    undo === undefined ||
    undo.by !== actor.name ||
    undo.version !== incident.version ||
    now - undo.at > UNDO_WINDOW
  ) {
    return isResolved ? TOO_LATE : ANSWER_STAYS;
  }
  const was = incident.state;
  restore(incident, undo);
  draft.effects.push({ kind: 'resumePages', endedAt: undo.at });
  TELL[undo.of ?? 'resolution'](draft, actor, undo, was);
  return null;
}

const TOO_LATE: CommandRefusal = {
  code: 'too-late',
  message: 'This can no longer be undone. Reopen the incident instead; its escalation then starts at step 1.',
  why: { reason: 'undo-too-late' },
};

const ANSWER_STAYS: CommandRefusal = {
  code: 'too-late',
  message: 'This can no longer be undone: too much time has passed, or something else has happened to the incident.',
  why: { reason: 'answer-stays' },
};

function restore(incident: Incident, undo: UndoableCommand): void {
  const { run } = incident;
  const { state, exhausted, snoozedUntil, timers, answers, silence, heardAt, held, called, merged } = undo;
  if (merged) {
    Object.assign(incident, { firing: merged.firing, inDowntime: merged.inDowntime });
  }
  Object.assign(incident, answers, { state, exhausted, snoozedUntil, timers: { ...timers } });
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

type Tell = (draft: IncidentDraft, actor: Actor, undo: UndoableCommand, was: Incident['state']) => void;

/** What the timeline, people and sources are told. */
const TELL: Readonly<Record<NonNullable<UndoableCommand['of']> | 'resolution', Tell>> = {
  resolution(draft, actor, undo) {
    const text = `${actor.name} took back the ${undo.merged ? 'merge' : 'resolution'}`;
    note(draft, 'reopened', actor, text, { reason: undo.merged ? 'split' : 'undone' });
    draft.effects.push({ kind: 'intervention', what: 'resume', endedAt: undo.at });
    tellPeople(draft, actor, 'reopened', text);
    // The source took the resolution as the end of the acknowledgement or the snooze.
    if (undo.state !== 'open') {
      tellSource(draft, undo.state === 'acknowledged' ? 'acknowledge' : 'snooze');
    }
  },
  acknowledgement(draft, actor, undo, was) {
    note(draft, 'unacknowledged', actor, `${actor.name} took back the acknowledgement`, { reason: 'asked' });
    if (actor.kind === 'person') {
      draft.effects.push({ kind: 'intervention', what: 'end', user: actor.name });
    }
    // One of several acknowledgements that a step needs was told to nobody.
    if (was === 'acknowledged') {
      tellPeople(draft, actor, 'unacknowledged', null);
      tellSource(draft, undo.state === 'snoozed' ? 'snooze' : 'unacknowledge');
    }
  },
  snooze(draft, actor, { state }) {
    const text = `${actor.name} took back the snooze`;
    note(draft, 'woken', actor, text, { undone: true });
    tellPeople(draft, actor, state === 'open' ? 'reopened' : state, state === 'open' ? text : null);
    tellSource(draft, state === 'open' ? 'unacknowledge' : state === 'acknowledged' ? 'acknowledge' : 'snooze');
  },
};

type Update = 'reopened' | 'unacknowledged' | 'acknowledged' | 'snoozed';

function tellPeople({ incident, effects }: IncidentDraft, actor: Actor, update: Update, text: string | null): void {
  // It is its owner's again, whoever took the snooze back.
  const who = update === 'acknowledged' ? (incident.acknowledgedBy ?? actor.name) : actor.name;
  effects.push({ kind: 'tellReached', update, actor: who, text, except: exceptPerson(actor) });
}

function tellSource({ incident, effects }: IncidentDraft, what: SyncAction): void {
  effects.push({ kind: 'sync', what, actor: incident.acknowledgedBy ?? 'vigie', text: null });
}
