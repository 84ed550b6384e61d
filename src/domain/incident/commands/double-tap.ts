/**
 * Recognises a double tap, or a request that is repeated because its answer was lost, as one command. Most commands
 * notice by themselves that they were done already; these would page people again.
 */
import type { Command } from '#domain/incident/commands/command';
import type { IncidentDraft } from '#domain/incident/draft';
import type { Actor } from '#domain/incident/model';
import { SECOND } from '#domain/time/duration';

/** A person who means the command twice takes longer than a thumb or a retry. */
const WINDOW = 5 * SECOND;

/** @returns whether the same actor gave the same command a moment ago, with no other command in between */
export function isDoubleTap({ incident, now }: IncidentDraft, command: Command, actor: Actor): boolean {
  const { given } = incident;
  return given !== undefined && given.key === keyOf(command, actor) && now - given.at < WINDOW;
}

/** Call this after the command was done. */
export function remember({ incident, now }: IncidentDraft, command: Command, actor: Actor): void {
  const key = keyOf(command, actor);
  if (key === null) {
    delete incident.given;
  } else {
    incident.given = { key, at: now };
  }
}

/** null if repeating the command changes nothing by itself. */
function keyOf(command: Command, actor: Actor): string | null {
  const said = argumentOf(command);
  return said === null ? null : JSON.stringify([command.kind, actor.kind, actor.name, ...said]);
}

function argumentOf(command: Command): unknown[] | null {
  switch (command.kind) {
    case 'escalate':
      return [];
    case 'restart':
      return [command.policy?.id ?? null];
    case 'reassign':
      return 'policy' in command.to ? [command.to.policy.id] : command.to.users;
    case 'responders':
      return [command.users, command.rotas];
    case 'note':
      return [command.text];
    case 'acknowledge':
    case 'unacknowledge':
    case 'resolve':
    case 'unresolve':
    case 'undo':
    case 'snooze':
    case 'wake':
    case 'merge':
    case 'severity':
      return null;
  }
}
