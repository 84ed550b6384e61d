/** Finds the policies that page a rota, and the integrations that lead to those policies. */
import type { IntegrationWire } from '#contract/integrations/integration';
import type { PolicyWire, TargetWire } from '#contract/paging/policy';

export type PagingPolicy = Pick<PolicyWire, 'id' | 'name' | 'steps' | 'onExhausted'>;
export type ListedIntegration = Pick<IntegrationWire, 'id' | 'name' | 'policy' | 'routes'>;

export interface RotaUse {
  policy: PagingPolicy;
  /** From 1; empty: only the end of the policy tells the rota. */
  steps: number[];
  integrations: ListedIntegration[];
}

export function usesOf(
  rota: string,
  policies: readonly PagingPolicy[],
  integrations: readonly ListedIntegration[],
): RotaUse[] {
  const names = (target: TargetWire) => target.rota === rota;
  return policies.flatMap((policy) => {
    const steps = policy.steps.flatMap(({ notify }, index) => (notify.some(names) ? [index + 1] : []));
    const isTold = (policy.onExhausted ?? []).some(names);
    return steps.length === 0 && !isTold ? [] : [{ policy, steps, integrations: leadingTo(policy.id, integrations) }];
  });
}

function leadingTo(policy: string, integrations: readonly ListedIntegration[]): ListedIntegration[] {
  return integrations.filter((one) => one.policy === policy || one.routes.some((route) => route.policy === policy));
}
