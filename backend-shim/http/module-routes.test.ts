/** Tests that no module takes a route, or changes its budget, behind the back of another. */
import { expect, it } from 'vitest';
import { admin, read } from '../rights/rules.ts';
import { ORDINARY } from './budgets/table.ts';
import { routeTable } from './module-routes.ts';

it('a route of a module has its rule, and the budget that it states or the ordinary one', () => {
  const { ruleOf, budgetOf } = routeTable([
    {
      name: 'a',
      rights: { 'GET /things': read, 'POST /things': admin },
      budgets: { 'POST /things': 7, 'POST /old': 8 },
    },
  ]);
  expect([ruleOf('POST', '/things'), ruleOf('POST', '/other'), ruleOf('POST', '/users')]).toEqual([admin, null, admin]);
  expect([budgetOf('POST', '/things'), budgetOf('GET', '/things')]).toEqual([7, ORDINARY]);
  expect([budgetOf('POST', '/old'), budgetOf('GET', '/healthz'), budgetOf('GET', '/other')]).toEqual([
    8,
    ORDINARY,
    null,
  ]);
});

it('two modules with one route are refused, and both are named', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ name, rights: { 'GET /things': read } }));
  expect(() => routeTable([a, b] as never)).toThrow('GET /things has rights of a and of the module b');
});

it('a route of the core stays the core’s: its right, and its budget', () => {
  expect(() => routeTable([{ name: 'a', rights: { 'POST /users': read } }])).toThrow(
    'POST /users has rights of the core and of the module a',
  );
  expect(() => routeTable([{ name: 'a', budgets: { 'POST /users': 9 } }])).toThrow(
    'POST /users has budgets of the core and of the module a',
  );
});
