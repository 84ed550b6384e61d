/** Finds the integrations, their routes, and the maintenances that send incidents to a policy. */
import type { MaintenanceWire } from '#contract/incidents/maintenance';
import type { IntegrationWire } from '#contract/integrations/integration';

export type RoutingIntegration = Pick<IntegrationWire, 'id' | 'name' | 'policy' | 'routes'>;
export type ReroutingMaintenance = Pick<MaintenanceWire, 'id' | 'name' | 'action'>;

export interface PolicyUse {
  integration: RoutingIntegration;
  /** The integration's own policy, for alerts without a route of their own. */
  isOwn: boolean;
  /** Numbers of the routes that name the policy, from 1. */
  routes: number[];
}

export function integrationsUsing(policy: string, integrations: readonly RoutingIntegration[]): PolicyUse[] {
  return integrations.flatMap((integration) => {
    const isOwn = integration.policy === policy;
    const routes = integration.routes.flatMap((route, index) => (route.policy === policy ? [index + 1] : []));
    return isOwn || routes.length > 0 ? [{ integration, isOwn, routes }] : [];
  });
}

export function maintenancesUsing<One extends ReroutingMaintenance>(
  policy: string,
  maintenances: readonly One[],
): One[] {
  return maintenances.filter(({ action }) => action !== 'hold' && action.policy === policy);
}
