/** Module **importing**: moves a team in from another pager, by the wizard in Grafana or by `vigie import`. */
import { IN_PORTIONS, WRITES_OBJECT } from '../../http/budgets/table.ts';
import { admin } from '../../rights/rules.ts';
import type { SidecarModule } from '../../wire/module.ts';

const READS = ['', '/:id', '/:id/report', '/:id/proof', '/:id/pages', '/:id/rotas'].map(
  (path) => `GET /imports${path}`,
);
const COMMANDS = ['fetch', 'plan', 'prove', 'apply', 'cancel', 'switch'].map((name) => `POST /imports/:id/${name}`);
const WRITES = ['POST /imports', 'PUT /imports/:id/people', 'PUT /imports/:id/rotas', 'DELETE /imports/:id'];

export const importing: SidecarModule = {
  name: 'importing',
  rights: Object.fromEntries([...READS, ...WRITES, ...COMMANDS].map((route) => [route, admin])),
  budgets: {
    'POST /imports': WRITES_OBJECT,
    'PUT /imports/:id/people': WRITES_OBJECT,
    'GET /imports/:id/report': IN_PORTIONS,
    'GET /imports/:id/proof': IN_PORTIONS,
    'GET /imports/:id/pages': IN_PORTIONS,
  },
  commands: [
    {
      name: 'import',
      usage: 'import <pager>    moves a team from another pager; import --help says more',
      load: async () => (await import('./commands/import.ts')).runImportCommand,
    },
  ],
  load: async () => (await import('./start.ts')).start,
};
