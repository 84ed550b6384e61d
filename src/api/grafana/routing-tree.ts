/**
 * Converts notification policies between the two APIs of Grafana Alerting, which differ in matchers and in the place of
 * the root.
 */

interface RoutingRoute {
  receiver?: string;
  object_matchers?: Array<[string, string, string]>;
  continue?: boolean;
  routes?: RoutingRoute[];
  [field: string]: unknown;
}

export interface RoutingTree extends RoutingRoute {
  provenance?: string;
  /** The metadata of a tree from the resource API, which must be sent back with it. */
  resource?: Omit<TreeResource, 'spec'>;
}

interface ResourceRoute {
  matchers?: Array<{ type: string; label: string; value: string }>;
  routes?: ResourceRoute[];
  [field: string]: unknown;
}

export interface TreeResource {
  metadata: { name: string; annotations?: Record<string, string>; [field: string]: unknown };
  spec: { defaults: Record<string, unknown>; routes: ResourceRoute[] };
  [field: string]: unknown;
}

function fromResource({ matchers, routes, ...rest }: ResourceRoute): RoutingRoute {
  return {
    ...rest,
    ...(matchers !== undefined && {
      object_matchers: matchers.map(({ label, type, value }): [string, string, string] => [label, type, value]),
    }),
    ...(routes !== undefined && { routes: routes.map(fromResource) }),
  };
}

function toResource({ object_matchers: matchers, routes, ...rest }: RoutingRoute): ResourceRoute {
  return {
    ...rest,
    ...(matchers !== undefined && { matchers: matchers.map(([label, type, value]) => ({ type, label, value })) }),
    ...(routes !== undefined && { routes: routes.map(toResource) }),
  };
}

export function treeOf({ spec, ...resource }: TreeResource): RoutingTree {
  const provenance = resource.metadata.annotations?.['grafana.com/provenance'];
  return {
    ...spec.defaults,
    routes: spec.routes.map(fromResource),
    ...(provenance !== undefined && provenance !== 'none' && { provenance }),
    resource,
  };
}

export function resourceOf({ resource, provenance: _provenance, routes = [], ...defaults }: RoutingTree): TreeResource {
  return { metadata: { name: 'user-defined' }, ...resource, spec: { defaults, routes: routes.map(toResource) } };
}
