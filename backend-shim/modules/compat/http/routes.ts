/** The paths of other pagers that are switched on, each in a scope of its own. */
import type { FastifyInstance } from 'fastify';
import type { CompatApi } from './apis.ts';
import type { CompatDeps } from './compat-deps.ts';
import { oncallRoutes } from './oncall.ts';
import { countRefused } from '../../../http/routes/ingest.ts';
import { opsgenieRoutes } from './opsgenie.ts';
import { pagerdutyRoutes } from './pagerduty.ts';

const ROUTES: Readonly<Record<CompatApi, (scope: FastifyInstance, deps: CompatDeps) => void>> = {
  oncall: oncallRoutes,
  pagerduty: pagerdutyRoutes,
  opsgenie: opsgenieRoutes,
};

export function compatRoutes(app: FastifyInstance, apis: readonly CompatApi[], deps: CompatDeps): void {
  for (const api of new Set(apis)) {
    app.register(async (scope) => {
      countRefused(scope, deps);
      ROUTES[api](scope, deps);
    });
  }
}
