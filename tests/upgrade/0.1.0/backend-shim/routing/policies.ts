/** Which policies concern which rotas and people. */
import type { Policy, Target } from '#domain/escalation/policy';
import type { Directory } from '../ports/directory.ts';

function targetsOf(policy: Policy): Target[] {
  return [...policy.steps.flatMap((step) => step.notify), ...(policy.onExhausted ?? [])];
}

/** Policies some step of which pages one of these rotas. */
export function policiesOfRotas(directory: Directory, rotas: readonly string[]): string[] {
  return [...directory.policies.values()]
    .filter((policy) => targetsOf(policy).some((target) => target.kind === 'rota' && rotas.includes(target.rota)))
    .map((policy) => policy.id);
}

/** Policies that would page this person now. */
export function policiesOnCallFor(directory: Directory, login: string, at: number): string[] {
  const pages = (target: Target): boolean => {
    switch (target.kind) {
      case 'user':
        return target.user === login;
      case 'rota':
        return directory.onCall(target.rota, target.who, at)?.includes(login) ?? false;
      case 'team':
        return directory.teams.get(target.team)?.members.includes(login) ?? false;
      case 'roundRobin':
        return target.users.includes(login);
      case 'channel':
        return false;
    }
  };
  return [...directory.policies.values()].filter((policy) => targetsOf(policy).some(pages)).map((policy) => policy.id);
}
