/** Refuses routes that do not say how much processor time they may take. */
import type { FastifyInstance } from 'fastify';
import { API } from '../entrance/entrance.ts';
import type { RouteTable } from '../module-routes.ts';

/** Call this before any route is registered. */
export function requireBudgets(app: FastifyInstance, { budgetOf }: Pick<RouteTable, 'budgetOf'>): void {
  app.addHook('onRoute', ({ method, url }) => {
    const path = url.startsWith(API) ? url.slice(API.length) : url;
    for (const one of [method].flat()) {
      if (budgetOf(one, path) === null) {
        throw new Error(`${one} ${url} has no budget: say in backend-shim/http/budgets/table.ts what it may take`);
      }
    }
  });
}
