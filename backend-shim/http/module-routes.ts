/** The routes that modules add to the servers, with who may use them and what they may take. */
import type { FastifyInstance } from 'fastify';
import type { RightsRule } from '../rights/rule.ts';
import { ruleOf as coreRuleOf } from '../rights/table.ts';
import type { ApiDeps } from './api-deps.ts';
import { budgetOf as coreBudgetOf, ORDINARY } from './budgets/table.ts';
import type { ApiServer } from './schemas.ts';

/** Routes by method and path as registered, those of `/api/v1` without it: `POST /imports`. */
export interface RouteFacts {
  name: string;
  /** Each route below `/api/v1` needs a rule, which says who may use it. */
  rights?: Readonly<Record<string, RightsRule>>;
  /** ms of processor time that a request may take in the thread that pages; else as for ordinary requests. */
  budgets?: Readonly<Record<string, number>>;
}

export interface ModuleRoutes extends RouteFacts {
  /** Registers routes below `/api/v1`. */
  routes?(api: ApiServer, deps: ApiDeps): void;
  /** Registers routes of monitors and phones, on every listener. */
  publicRoutes?(app: FastifyInstance): void;
}

export interface RouteTable {
  /** @param url as registered, without `/api/v1`; null: nobody may use it */
  ruleOf(method: string, url: string): RightsRule | null;
  /** ms; null: the route does not say. */
  budgetOf(method: string, url: string): number | null;
}

/** The tables of the core and of its modules as one. @throws where two state the same route */
export function routeTable(modules: readonly RouteFacts[]): RouteTable {
  const rules = joined(
    'rights',
    modules.map(({ name, rights = {} }) => ({ name, of: rights })),
    coreRuleOf,
  );
  const budgets = joined(
    'budgets',
    modules.map(({ name, budgets: of = {} }) => ({ name, of })),
    coreBudgetOf,
  );
  return {
    ruleOf: (method, url) => rules.get(`${method} ${url}`) ?? coreRuleOf(method, url),
    budgetOf: (method, url) => {
      const route = `${method} ${url}`;
      return budgets.get(route) ?? (rules.has(route) ? ORDINARY : coreBudgetOf(method, url));
    },
  };
}

function joined<Value>(
  what: string,
  modules: ReadonlyArray<{ name: string; of: Readonly<Record<string, Value>> }>,
  inCore: (method: string, url: string) => Value | null,
): Map<string, Value> {
  const found = new Map<string, { by: string; value: Value }>();
  for (const { name, of } of modules) {
    for (const [route, value] of Object.entries(of)) {
      const [method = '', url = ''] = route.split(' ');
      const other = found.get(route)?.by ?? (inCore(method, url) === null ? null : 'the core');
      if (other !== null) {
        throw new Error(`${route} has ${what} of ${other} and of the module ${name}: one of the two must give it up`);
      }
      found.set(route, { by: name, value });
    }
  }
  return new Map([...found].map(([route, { value }]) => [route, value]));
}
