/** Admins alone use the routes of imports. */
import { admins } from '../../rights/callers.ts';
import type { Expected } from '../../rights/callers.ts';

export const EXPECTED: readonly Expected[] = [
  { route: 'GET /imports', path: 'imports', who: admins },
  { route: 'POST /imports', path: 'imports', who: admins, body: {} },
  { route: 'GET /imports/:id', path: 'imports/none', who: admins },
  { route: 'DELETE /imports/:id', path: 'imports/none', who: admins },
  { route: 'GET /imports/:id/report', path: 'imports/none/report', who: admins },
  { route: 'GET /imports/:id/proof', path: 'imports/none/proof', who: admins },
  { route: 'GET /imports/:id/pages', path: 'imports/none/pages', who: admins },
  { route: 'PUT /imports/:id/people', path: 'imports/none/people', who: admins, body: {} },
  { route: 'GET /imports/:id/rotas', path: 'imports/none/rotas', who: admins },
  { route: 'PUT /imports/:id/rotas', path: 'imports/none/rotas', who: admins, body: {} },
  ...['fetch', 'plan', 'prove', 'apply', 'cancel', 'switch'].map((name): Expected => ({
    route: `POST /imports/:id/${name}`,
    path: `imports/none/${name}`,
    who: admins,
    body: {},
  })),
];
