/** Applies the commands that page other people than the policy would: reassign, ask people to help, start again. */
import { releaseHeld } from '#domain/escalation/held';
import type { StepTarget } from '#domain/escalation/policy';
import { restartRun, startRun } from '#domain/escalation/run';
import { describeMissing, resolveTargets } from '#domain/escalation/targets';
import type { Command, CommandRefusal } from '#domain/incident/commands/command';
import { askIfInShadow } from '#domain/incident/commands/paging/ask-if-in-shadow';
import { askIfUnavailable } from '#domain/incident/commands/paging/ask-if-unavailable';
import { callPeople } from '#domain/incident/commands/paging/call-people';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { toOpen } from '#domain/incident/lifecycle';
import type { Actor } from '#domain/incident/model';

export function reassign(
  draft: IncidentDraft,
  command: Extract<Command, { kind: 'reassign' }>,
  actor: Actor,
): CommandRefusal | null {
  const { incident } = draft;
  const { to } = command;
  const problem =
    ('users' in to ? unknownPeople(draft, to.users) : null) ??
    shadowQuestion(draft, command, 'policy' in to ? to.policy.team : null) ??
    ('users' in to && command.askIfUnavailable ? askIfUnavailable(draft, to.users) : null);
  if (problem) {
    return problem;
  }
  toOpen(draft);
  delete incident.timers.hold;
  delete incident.timers.downtime;
  releaseHeld(incident.run);
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'reassigned' });
  const policy = 'policy' in to ? to.policy : callPeople(draft, to.users);
  const whom = 'policy' in to ? `policy ${to.policy.name}` : to.users.join(', ');
  note(
    draft,
    'reassigned',
    actor,
    `Reassigned to ${whom} by ${actor.name}`,
    'policy' in to ? { policy: to.policy.id } : { users: to.users },
  );
  if ('policy' in to) {
    incident.team = to.policy.team ?? incident.team;
    startRun(draft, policy);
  } else {
    const own = incident.policy;
    startRun(draft, policy, true);
    incident.policy = own;
  }
  return null;
}

export function addResponders(
  draft: IncidentDraft,
  command: Extract<Command, { kind: 'responders' }>,
  actor: Actor,
): CommandRefusal | null {
  const problem = unknownPeople(draft, command.users);
  if (problem) {
    return problem;
  }
  const targets: StepTarget[] = [
    ...command.users.map((user): StepTarget => ({ kind: 'user', user })),
    ...command.rotas.map((rota): StepTarget => ({ kind: 'rota', rota, who: 'current' })),
  ];
  const { users, missing } = resolveTargets(targets, 'responders', draft.now, draft.facts);
  if (users.length === 0) {
    return {
      code: 'nobody',
      message: `Nobody to page: ${describeMissing(missing) || 'name users or rotas'}.`,
      why: { reason: 'nobody-to-page' },
    };
  }
  const question =
    shadowQuestion(draft, command, null) ?? (command.askIfUnavailable ? askIfUnavailable(draft, users) : null);
  if (question) {
    return question;
  }
  note(draft, 'responders', actor, `${actor.name} asked ${users.join(', ')} to help`, { users });
  for (const user of users) {
    draft.effects.push({ kind: 'page', user, urgency: 'urgent', step: null });
  }
  return null;
}

function unknownPeople({ facts }: IncidentDraft, users: string[]): CommandRefusal | null {
  const unknown = users.filter((login) => facts.responder(login) === null);
  return unknown.length === 0
    ? null
    : {
        code: 'unknown-user',
        message: `There is no user ${unknown.join(', ')}.`,
        why: { reason: 'unknown-users', data: { users: unknown } },
      };
}

export function restart(
  draft: IncidentDraft,
  command: Extract<Command, { kind: 'restart' }>,
  actor: Actor,
): CommandRefusal | null {
  const { incident } = draft;
  const { policy } = command;
  const own = incident.policy === null ? null : draft.facts.policy(incident.policy);
  const chosen = policy ?? own;
  const question = shadowQuestion(draft, command, chosen?.team ?? null);
  // Whoever starts an incident in shadow again does not expect anybody to be paged.
  if (question && (policy !== null || askIfInShadow(draft.facts.shadow, incident) === null)) {
    return question;
  }
  toOpen(draft);
  delete incident.timers.hold;
  delete incident.timers.downtime;
  note(
    draft,
    'restarted',
    actor,
    `Restarted by ${actor.name}${policy ? ` on ${policy.name}` : ''}: starting at step 1.`,
    { reason: 'asked', policy: policy?.id ?? null },
  );
  releaseHeld(incident.run);
  draft.effects.push({ kind: 'endPages', users: 'all', reason: 'restarted' });
  if (chosen) {
    incident.team = chosen.team ?? incident.team;
    startRun(draft, chosen);
  } else {
    restartRun(draft);
  }
  return null;
}

/** @param team that takes the incident over; null: its own keeps it */
function shadowQuestion(
  { incident, facts }: IncidentDraft,
  { evenInShadow }: { evenInShadow?: true },
  team: string | null,
): CommandRefusal | null {
  const to = { team: team ?? incident.team, integration: incident.integration };
  return evenInShadow ? null : askIfInShadow(facts.shadow, to);
}
