/** Which policies concern which rotas and people. */
import type { Policy, StepTarget } from '#domain/escalation/policy';
import type { Directory } from '../../ports/directory.ts';

function targetsOf(policy: Policy): StepTarget[] {
  return [...policy.steps.flatMap((step) => step.notify), ...(policy.onExhausted ?? [])];
}

/** Policies with a step that pages one of these rotas. */
export function policiesOfRotas(directory: Directory, rotas: readonly string[]): string[] {
  return [...directory.policies.values()]
    .filter((policy) => targetsOf(policy).some((target) => target.kind === 'rota' && rotas.includes(target.rota)))
    .map((policy) => policy.id);
}

export interface OnCallPerson {
  login: string;
  /** Also those that they belong to in Grafana alone. */
  teams: readonly string[];
}

/**
 * Some step of the policy, whichever its turn and conditions, names this person at this instant: by
 * login, as on call in a rota (whoever the step asks for, and whoever is on call now), or by team.
 */
export function isOnCallForPolicy(
  directory: Directory,
  policy: Policy,
  { login, teams }: OnCallPerson,
  at: number,
): boolean {
  const names = (target: StepTarget): boolean => {
    switch (target.kind) {
      case 'user':
        return target.user === login;
      case 'rota':
        return ([target.who, 'current'] as const).some((who) =>
          directory.onCall(target.rota, who, at)?.includes(login),
        );
      case 'team':
        return teams.includes(target.team) || (directory.teams.get(target.team)?.members.includes(login) ?? false);
      case 'roundRobin':
        return target.users.includes(login);
      case 'channel':
        return false;
    }
  };
  return targetsOf(policy).some(names);
}

/** Policies on which this person is on call. */
export function policiesOnCallFor(directory: Directory, login: string, at: number): string[] {
  return [...directory.policies.values()]
    .filter((policy) => isOnCallForPolicy(directory, policy, { login, teams: [] }, at))
    .map((policy) => policy.id);
}
