/** Who a step means, at the instant it is entered. */
import type { Target } from '#domain/escalation/policy';
import type { Facts } from '#domain/incident/draft';

export interface Resolved {
  users: string[];
  channels: string[];
  /** Round-robin turns that move on if this step is really entered. */
  turns: Array<{ key: string; next: number }>;
  /** Why parts of it found nobody: `rota sre has nobody on call`. */
  missing: string[];
}

/** @param turnKey names the policy and step that keep the round-robin's turn. */
export function resolveTargets(targets: readonly Target[], turnKey: string, now: number, facts: Facts): Resolved {
  const result: Resolved = { users: [], channels: [], turns: [], missing: [] };
  targets.forEach((target, index) => {
    if (target.kind === 'channel') {
      result.channels.push(target.channel);
      return;
    }
    const found = peopleOf(target, `${turnKey}/${index}`, now, facts, result);
    for (const login of found) {
      const problem = cannotBePaged(login, facts);
      if (problem) {
        result.missing.push(problem);
      } else if (!result.users.includes(login)) {
        result.users.push(login);
      }
    }
  });
  return result;
}

function cannotBePaged(login: string, facts: Facts): string | null {
  const responder = facts.responder(login);
  if (!responder) {
    return `${login} is not known`;
  }
  return responder.disabled ? `${login} is disabled` : null;
}

function peopleOf(target: Exclude<Target, { kind: 'channel' }>, turnKey: string, now: number, facts: Facts, result: Resolved): string[] {
  switch (target.kind) {
    case 'user':
      return [target.user];
    case 'team':
      return teamMembers(target.team, facts, result);
    case 'rota':
      return onRota(target, now, facts, result);
    case 'roundRobin':
      return nextInTurn(target.users, turnKey, facts, result);
  }
}

function teamMembers(id: string, facts: Facts, result: Resolved): string[] {
  const members = facts.team(id)?.members ?? [];
  if (members.length === 0) {
    result.missing.push(`team ${id} has no members`);
  }
  return members;
}

function onRota(target: Extract<Target, { kind: 'rota' }>, now: number, facts: Facts, result: Resolved): string[] {
  const logins = facts.onCall(target.rota, target.who, now);
  if (logins === null) {
    result.missing.push(`rota ${target.rota} does not exist`);
    return [];
  }
  if (logins.length === 0) {
    result.missing.push(`rota ${target.rota} has nobody ${WHO_TEXT[target.who]}`);
  }
  return logins;
}

const WHO_TEXT = { current: 'on call', next: 'on call next', everyone: 'in it' };

/** Skips people who cannot be paged, so that a leaver does not swallow every third incident. */
function nextInTurn(users: string[], key: string, facts: Facts, result: Resolved): string[] {
  const turn = facts.turn(key);
  for (let i = 0; i < users.length; i++) {
    const login = users[(turn + i) % users.length];
    if (login !== undefined && cannotBePaged(login, facts) === null) {
      result.turns.push({ key, next: turn + i + 1 });
      return [login];
    }
  }
  result.missing.push('nobody in the round-robin can be paged');
  return [];
}

/** Who is told when nobody answered and the policy does not say: the team's managers, else Admins. */
export function managersOf(team: string | null, facts: Facts): Target[] {
  const managers = team === null ? [] : (facts.team(team)?.managers ?? []);
  const people = managers.length > 0 ? managers : facts.admins();
  return people.map((user) => ({ kind: 'user', user }));
}

/** Targets as people read them: `rota sre (next), cleo, #room`. */
export function describeTargets(targets: readonly Target[]): string {
  return targets.map(describeTarget).join(', ');
}

function describeTarget(target: Target): string {
  switch (target.kind) {
    case 'user':
      return target.user;
    case 'team':
      return `team ${target.team}`;
    case 'rota':
      return target.who === 'current' ? `rota ${target.rota}` : `rota ${target.rota} (${target.who})`;
    case 'roundRobin':
      return `one of ${target.users.join(', ')}`;
    case 'channel':
      return `channel ${target.channel}`;
  }
}
