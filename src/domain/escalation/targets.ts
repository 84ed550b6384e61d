/** Resolves the targets of a step to people and rooms, at the instant it is entered. */
import type { StepTarget } from '#domain/escalation/policy';
import type { DecisionFacts } from '#domain/incident/draft';

export const MISSING_KINDS = [
  'unknown-person',
  'disabled',
  'empty-team',
  'no-rota',
  'nobody-current',
  'nobody-next',
  'nobody-everyone',
  'round-robin',
] as const;

/** A part of a step that found nobody; `id` is the login, team or rota it is about. */
export interface MissingPart {
  what: (typeof MISSING_KINDS)[number];
  id: string | null;
}

const MISSING: Record<MissingPart['what'], (id: string) => string> = {
  'unknown-person': (id) => `${id} is not known`,
  disabled: (id) => `${id} is disabled`,
  'empty-team': (id) => `team ${id} has no members`,
  'no-rota': (id) => `rota ${id} does not exist`,
  'nobody-current': (id) => `rota ${id} has nobody on call`,
  'nobody-next': (id) => `rota ${id} has nobody on call next`,
  'nobody-everyone': (id) => `rota ${id} has nobody in it`,
  'round-robin': () => 'nobody in the round-robin can be paged',
};

/** `rota sre has nobody on call; ben is disabled` */
export function describeMissing(missing: readonly MissingPart[]): string {
  return missing.map(({ what, id }) => MISSING[what](id ?? '')).join('; ');
}

export interface ResolvedTargets {
  users: string[];
  channels: string[];
  /** Round-robin turns that advance if this step is really entered. */
  turns: Array<{ key: string; next: number }>;
  /** Parts that found nobody, and why. */
  missing: MissingPart[];
}

/** @param turnKey names the policy and step whose round-robin turn is used */
export function resolveTargets(
  targets: readonly StepTarget[],
  turnKey: string,
  now: number,
  facts: DecisionFacts,
): ResolvedTargets {
  const result: ResolvedTargets = { users: [], channels: [], turns: [], missing: [] };
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

export function cannotBePaged(login: string, facts: DecisionFacts): MissingPart | null {
  const responder = facts.responder(login);
  if (!responder) {
    return { what: 'unknown-person', id: login };
  }
  return responder.disabled ? { what: 'disabled', id: login } : null;
}

function peopleOf(
  target: Exclude<StepTarget, { kind: 'channel' }>,
  turnKey: string,
  now: number,
  facts: DecisionFacts,
  result: ResolvedTargets,
): string[] {
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

function teamMembers(id: string, facts: DecisionFacts, result: ResolvedTargets): string[] {
  const members = facts.team(id)?.members ?? [];
  if (members.length === 0) {
    result.missing.push({ what: 'empty-team', id });
  }
  return members;
}

function onRota(
  target: Extract<StepTarget, { kind: 'rota' }>,
  now: number,
  facts: DecisionFacts,
  result: ResolvedTargets,
): string[] {
  const logins = facts.onCall(target.rota, target.who, now);
  if (logins === null) {
    result.missing.push({ what: 'no-rota', id: target.rota });
    return [];
  }
  if (logins.length === 0) {
    result.missing.push({ what: `nobody-${target.who}`, id: target.rota });
  }
  return logins;
}

/** Skips people who cannot be paged, so that somebody who left does not swallow every third incident. */
function nextInTurn(users: string[], key: string, facts: DecisionFacts, result: ResolvedTargets): string[] {
  const turn = facts.turn(key);
  for (let i = 0; i < users.length; i++) {
    const login = users[(turn + i) % users.length];
    if (login !== undefined && cannotBePaged(login, facts) === null) {
      result.turns.push({ key, next: turn + i + 1 });
      return [login];
    }
  }
  result.missing.push({ what: 'round-robin', id: null });
  return [];
}

/** The default for when nobody answered: the team's managers, else Admins. */
export function managersOf(team: string | null, facts: DecisionFacts): StepTarget[] {
  const managers = team === null ? [] : (facts.team(team)?.managers ?? []);
  const people = managers.length > 0 ? managers : facts.admins();
  return people.map((user) => ({ kind: 'user', user }));
}

/** Targets as people read them: `rota sre (next), cleo, #room`. */
export function describeTargets(targets: readonly StepTarget[]): string {
  return targets.map(describeTarget).join(', ');
}

function describeTarget(target: StepTarget): string {
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
